"""What each command may do, as a table: which rows it writes, what the journal then says, and if it
takes the owner of the tables. From the words of `docs/operators.md`, not from the code.

No command acts as a person: the journal has nobody for what it does. So none of them does what
needs one (accept a claim, edit, approve, publish, withdraw, decide a request), and no row here says
so: a state that moves fails the test, whatever the table has.
"""

from dataclasses import dataclass

from tests.allowed.tables import listed


@dataclass(frozen=True, slots=True)
class Command:
    """`writes` are the tables that it changes on a desk with something of everything, `tells` the
    events that it writes; `owner` says that it takes the owner of the tables."""

    writes: str = ""
    tells: str = ""
    owner: bool = False


#: By how it is called. A command may stand here several times.
COMMANDS: dict[str, Command] = {
    "import_article {article}": Command("claims_article, claims_snapshot", "article:register"),
    # Its claims are found again, or wait; none of them moves.
    "import_article {article} --url {known}": Command(
        "claims_article, claims_snapshot, claims_anchor", "article:new_text"
    ),
    # What was decided once is not suggested again.
    "extract_claims {decided}": Command("claims_extraction"),
    "extract_claims {unread}": Command(
        "claims_extraction, claims_claim, claims_appearance, claims_matchitem, claims_matchposting",
        "claim:suggest",
    ),
    # Our own feed, too: under its publisher's name; no claim and no verdict of ours comes of it.
    "import_claimreview {feed}": Command(
        "elsewhere_feedimport, elsewhere_importedreview, elsewhere_importedversion,"
        " elsewhere_matchitem, elsewhere_matchposting"
    ),
    "import_claimreview {feed} --dry-run": Command(),
    "export_claimreview": Command(),
    "export_claimreview --format ndjson": Command(),
    "export_claimreview --format csv": Command(),
    "export_imported": Command(),
    "create_person camille --role editor --role approver": Command(
        "accounts_user, accounts_user_groups"
    ),
    "create_api_key Gazette --scope read": Command(
        "partners_partner, partners_apikey", "partner:create, key:create"
    ),
    "begin_epoch --reason restored": Command("publications_epoch"),
    "verify_history": Command(),
    "verify_record": Command(),
    "verify_record --print-head": Command(),
    "rebuild_match_index": Command(
        "claims_matchcommonness, publications_matchcommonness, elsewhere_matchcommonness"
    ),
    "rebuild_match_index --status": Command(),
    # The heads that it writes again are what stands there already; what finds them is new.
    "rebuild_heads": Command("publications_matchitem, publications_matchposting", owner=True),
    # Refused where a real verdict is published, unless whoever owns the tables insists.
    "generate_publications --count 2 --alongside": Command(
        "accounts_user, publications_publication, publications_feedentry,"
        " publications_publishedclaim, publications_searchentry, publications_matchitem,"
        " publications_matchposting, publications_matchcommonness",
        owner=True,
    ),
}

#: They make files or start processes; what they start is tried elsewhere.
BESIDE = listed("backup, make_record_key, fit_matcher, serve, migrate, demo")

#: Of Django and of the packages: none knows a workflow.
OF_OTHERS = {
    "accounts, and nothing else": "changepassword, createsuperuser, addstatictoken, clearsessions,"
    " axes_list_attempts, axes_reset, axes_reset_failure_logs, axes_reset_ip,"
    " axes_reset_ip_username, axes_reset_logs, axes_reset_username",
    "rows, as the application's role may": "dbshell, shell, loaddata, flush, procrastinate,"
    " remove_stale_contenttypes, createcachetable, pgtrigger",
    "nothing of a desk": "check, compilemessages, diffsettings, dumpdata, inspectdb, makemessages,"
    " makemigrations, optimizemigration, sendtestemail, showmigrations, sqlflush, sqlmigrate,"
    " sqlsequencereset, squashmigrations, startapp, startproject, test, testserver, spectacular,"
    " generateschema, collectstatic, findstatic, runserver",
}

#: What the worker does by itself, or with an argument that somebody made up who can put jobs into
#: its queue: the events that it may write where one lease is over, and nothing else is due.
TASKS: dict[str, str] = {
    "reviews.tasks.end_leases": "review:expire",
    "reviews.tasks.publish_scheduled": "",
    "claims.fetch_page": "",
    "claims.find_claims": "",
    "partners.tell_partners": "",
    "partners.deliver": "",
    "factcheck.partners.tasks.catch_up_with_partners": "",
    "factcheck.publications.tasks.sign_head": "",
    "factcheck.matching.tasks.embed_new_texts": "",
    "factcheck.matching.tasks.embed_missed_texts": "",
    "factcheck.matching.tasks.count_common_terms": "",
    "factcheck.matching.tasks.reread_old_texts": "",
    "factcheck.desk.tasks.take_up_lost_jobs": "",
    "factcheck.desk.tasks.forget_old_jobs": "",
}

"""The mutants: which text of which file becomes which, what that breaks, and which tests must
notice. A text occurs exactly once in its file; `test_catalogue.py` sees to it."""

from typing import NamedTuple


class Mutant(NamedTuple):
    name: str
    file: str
    text: str
    becomes: str
    noticed_by: str  # files or folders of tests, the likeliest first


class Lifted(NamedTuple):
    """A guard of PostgreSQL that is switched off: the trigger of this name on this table."""

    name: str
    table: str
    noticed_by: str


_REVIEWS = "tests/allowed/reviews/test_services.py tests/reviews"
_TWO = "tests/reviews/test_two_at_once.py tests/edits/test_verbs.py"
_POLICIES = "reviews/policies.py"

MUTANTS = [
    # --- Two people, exact content
    Mutant(
        "approve: by who edited", _POLICIES,
        '"approve": (_second_person,),', '"approve": (),', _REVIEWS,
    ),
    Mutant(
        "approve: another content", "reviews/actions/approving.py",
        "if verdict.digest() != digest:", "if False:", "tests/reviews/test_approving.py",
    ),
    Mutant(
        "record: another content than approved", "factcheck/publications/record.py",
        "    if verdict.digest() != approved_digest:\n", "    if False:\n",
        "tests/publications/test_record.py",
    ),
    Mutant(
        "submit: no hand in it", "reviews/actions/submitting.py",
        "        contribute(review, actor)\n", "", "tests/reviews/test_two_people.py",
    ),
    Mutant(
        "edit: no hand in it", "reviews/actions/editing.py",
        "        contribute(review, actor)\n", "", "tests/reviews/test_two_people.py",
    ),
    Mutant(
        "a changed source leaves the approval", "reviews/listening.py",
        "    content_touched(quoting, actor, because)\n", "    pass\n",
        "tests/reviews/test_two_people.py",
    ),
    Mutant(
        "withdraw: by who proposed it", _POLICIES,
        "_is_public, _withdrawal_proposed, _not_proposer)", "_is_public, _withdrawal_proposed)",
        _REVIEWS,
    ),
    Mutant(
        "decide about what one approved", "factcheck/challenges/policies.py",
        "if version.approved_by_id == actor.pk:", "if False:", "tests/allowed/challenges",
    ),
    # --- Who holds it
    Mutant(
        "edit: what another holds", _POLICIES,
        '"edit": (_holder_only,),', '"edit": (),', _REVIEWS,
    ),
    Mutant(
        "submit: what another holds", _POLICIES,
        '"submit": (_holder_only,),', '"submit": (),', _REVIEWS,
    ),
    Mutant(
        "release: what another holds", _POLICIES,
        '"release": (_holder_or_editor,),', '"release": (),', _REVIEWS,
    ),
    Mutant(
        "recall: what another submitted", _POLICIES,
        '"recall": (_author_only, _room_for_lease),', '"recall": (_room_for_lease,),', _REVIEWS,
    ),
    Mutant(
        "take: one too many", _POLICIES,
        '"take": (_room_for_lease,),', '"take": (),', "tests/reviews/test_leases.py",
    ),
    # --- States and permissions
    Mutant(
        "any verb in any state", _POLICIES,
        "    return review.status in transition.sources\n", "    return True\n", _REVIEWS,
    ),
    Mutant(
        "reviews: no permission asked", _POLICIES,
        "    transition = REVIEW[verb]\n    require(actor, transition.permission,"
        " system=transition.system)\n    review = journal.lock",
        "    transition = REVIEW[verb]\n    review = journal.lock",
        _REVIEWS,
    ),
    Mutant(
        "permissions: those who left", "factcheck/accounts/permissions.py",
        "elif not (actor.is_active and actor.has_perm(permission)):",
        "elif not actor.has_perm(permission) and actor.is_active:", _REVIEWS,
    ),
    Mutant(
        "triage: no permission asked", "claims/actions/triage.py",
        "    require(actor, transition.permission, system=transition.system)\n", "",
        "tests/allowed/claims",
    ),
    Mutant(
        "triage: any state", "claims/actions/triage.py",
        "if claim.status not in transition.sources:", "if False:", "tests/allowed/claims",
    ),
    Mutant(
        "merge: what is public", "reviews/listening.py",
        "        if review.is_public:\n", "        if False:\n", "tests/allowed/claims",
    ),
    Mutant(
        "challenges: any state", "factcheck/challenges/policies.py",
        "    if request.status not in transition.sources:\n", "    if False:\n",
        "tests/allowed/challenges",
    ),
    Mutant(
        "pages: rows are told to exist", "factcheck/desk/verbs.py",
        "            raise PermissionDenied  # the same for both: no row is told to exist\n",
        "            raise (Http404 if obj is None else PermissionDenied)\n",
        "tests/allowed/reviews/test_admin.py",
    ),
    # --- No lost edit
    Mutant(
        "journal: no version looked at", "factcheck/history/journal.py",
        "if seen is not None and seen != row.version:", "if False:",
        "tests/edits tests/reviews/test_two_at_once.py",
    ),
    Mutant(
        "journal: no lock", "factcheck/history/journal.py",
        "model._default_manager.select_for_update(of=(\"self\",), no_key=True)",
        "model._default_manager.all()", _TWO,
    ),
    Mutant(
        "forms: no version looked at", "factcheck/desk/tracked.py",
        "if self.instance.pk and given.get(\"seen\") != self.instance.version:", "if False:",
        "tests/edits/test_forms.py tests/edits/test_parts.py",
    ),
    Mutant(
        "people: old pages are taken", "factcheck/desk/unversioned.py",
        "if given.get(\"seen\", \"\") == self._now:", "if True:",
        "tests/accounts/test_old_pages.py",
    ),
    Mutant(
        "people: two at once", "factcheck/desk/unversioned.py",
        "rows = self.model._default_manager.select_for_update(no_key=True)",
        "rows = self.model._default_manager.all()", "tests/edits/test_forms.py",
    ),
    Mutant(
        "parts: others' are dropped", "factcheck/desk/tracked.py",
        "            formsets = [parts.as_they_stand(formset) for formset in formsets]\n",
        "            pass\n", "tests/edits/test_parts.py",
    ),
    Mutant(
        "leases: counted without waiting", _POLICIES,
        "    people.filter(pk=person.pk).values_list(\"pk\").first()\n", "    del people\n",
        "tests/reviews/test_two_at_once.py",
    ),
    # --- Atomic
    Mutant(
        "approve: two transactions", "reviews/actions/approving.py",
        "    with transaction.atomic():\n        review = locked(\"approve\", pk, actor, seen)\n",
        "    if True:\n        review = ClaimReview.objects.get(pk=pk)\n",
        "tests/atomic/test_each_write.py",
    ),
    Mutant(
        "withdraw: two transactions", "reviews/actions/withdrawing.py",
        "    with transaction.atomic():\n        review = locked(\"withdraw\", pk, actor, seen)\n",
        "    if True:\n        review = ClaimReview.objects.get(pk=pk)\n",
        "tests/atomic/test_each_write.py",
    ),
    Mutant(
        "restore: two transactions", "claims/actions/triage.py",
        "    with transaction.atomic():\n        claim = locked(\"restore\", pk, actor, seen)\n",
        "    if True:\n        claim = Claim.objects.get(pk=pk)\n",
        "tests/atomic/test_each_write.py",
    ),
    Mutant(
        "a key without its event", "factcheck/partners/actions.py",
        "        journal.create([key], \"key:create\", actor=actor, data=facts | _by(by_key))\n",
        "        key.save()\n", "tests/partners/test_actions.py",
    ),
    # --- The gate, and the record
    Mutant(
        "gate: nothing blocks", "reviews/gate.py",
        "    if missing:\n", "    if False:\n", "tests/reviews/test_gate.py",
    ),
    Mutant(
        "record: one person alone", "factcheck/publications/record.py",
        "    if authored_by.pk == approved_by.pk:\n", "    if False:\n",
        "tests/publications/test_record.py",
    ),
    Mutant(
        "record: no note", "factcheck/publications/record.py",
        "    if past and not (verdict.correction or \"\").strip():\n", "    if False:\n",
        "tests/publications/test_record.py",
    ),
    Mutant(
        "record: two verdicts on one claim", "factcheck/publications/record.py",
        "    if other:\n", "    if False:\n", "tests/publications/test_record.py",
    ),
    # --- Partners
    Mutant(
        "keys: a third one", "factcheck/partners/actions.py",
        "    if len(live) >= LIVE_KEYS:\n", "    if False:\n", "tests/partners/test_actions.py",
    ),
    Mutant(
        "keys: more than one's own", "factcheck/partners/actions.py",
        "    if more:\n", "    if False:\n", "tests/partners/test_own_keys.py",
    ),
    Mutant(
        "requests of other partners", "factcheck/challenges/api/views.py",
        "CorrectionRequest.objects.filter(partner=caller.partner_id)",
        "CorrectionRequest.objects.all()", "tests/challenges/test_api.py",
    ),
    Mutant(
        "keys: any scope", "factcheck/partners/authentication.py",
        "if scope is not None and scope not in caller.scopes:", "if False:",
        "tests/partners/test_access.py tests/challenges/test_api.py",
    ),
    Mutant(
        "keys: expired ones", "factcheck/partners/lookup.py",
        "if self.expires_at <= timezone.now():", "if False:", "tests/partners/test_access.py",
    ),
    Mutant(
        "deliveries: a failure is a delivery", "factcheck/partners/webhooks/recording.py",
        "    if outcome.ok:\n        row.status", "    if True:\n        row.status",
        "tests/partners/webhooks/test_sending.py",
    ),
    # --- No way inside
    Mutant(
        "addresses: links of a cloud's machine", "factcheck/outbound/addresses.py",
        '            "169.254.0.0/16",  # link', '            # "169.254.0.0/16",  # link',
        "tests/outbound/test_hostile.py",
    ),
    Mutant(
        "addresses: IPv6 that carries IPv4", "factcheck/outbound/addresses.py",
        '            "2002::/16",  # 6to4', '            # "2002::/16",  # 6to4',
        "tests/outbound/test_hostile.py",
    ),
    # --- Signing in
    Mutant(
        "passwords: an address may try on", "factcheck/accounts/throttling.py",
        "max(person, address * settings.AXES_FAILURE_LIMIT // ADDRESS_LIMIT)", "person",
        "tests/accounts/test_wrong_passwords.py",
    ),
    Mutant(
        "second factor: not asked for", "factcheck/accounts/middleware.py",
        "        if page:\n", "        if False:\n",
        "tests/accounts/test_second_factor.py",
    ),
    # --- What others found
    Mutant(
        "feeds: the same again is news", "factcheck/elsewhere/actions/storing.py",
        "        if content in numbers:\n", "        if False:\n",
        "tests/elsewhere/test_importing.py",
    ),
    Mutant(
        "feeds: no turns taken", "factcheck/elsewhere/actions/storing.py",
        '        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])\n', "        pass\n",
        "tests/elsewhere/test_two_at_once.py",
    ),
]  # fmt: skip

_DATABASE = "tests/reviews/test_database.py"
LIFTED = [
    Lifted("append_only", "history_event", "tests/history/test_journal.py"),
    Lifted("stamped", "history_event", "tests/history/test_journal.py"),
    Lifted("journaled", "claims_claim", "tests/claims/test_database.py"),
    Lifted("never_deleted", "claims_claim", "tests/claims/test_database.py"),
    Lifted("exact_in_text", "claims_appearance", "tests/claims/test_database.py"),
    Lifted("exact_stays_in_text", "claims_appearance", "tests/claims/test_database.py"),
    Lifted("speaker_in_text", "claims_appearance", "tests/claims"),
    Lifted("anchored", "claims_anchor", "tests/claims/test_anchors.py tests/claims"),
    Lifted("journaled", "reviews_claimreview", _DATABASE),
    Lifted("content_only_in_review", "reviews_claimreview", _DATABASE),
    Lifted("published_only_approved", "reviews_claimreview", _DATABASE),
    Lifted("second_person", "reviews_approval", _DATABASE),
    Lifted("part_of", "reviews_evidence", _DATABASE),
    Lifted("said_once", "reviews_comment", "tests/reviews/test_commenting.py"),
    Lifted("append_only", "publications_publication", "tests/publications/test_record.py"),
    Lifted("numbered_at_commit", "publications_publication", "tests/publications/test_feed.py"),
]

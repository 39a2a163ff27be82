"""A desk into which somebody put hostile words by every door: for tests of where they come out.

Each door has a mark of its own, so that a test can say by which one something came in.
"""

from dataclasses import dataclass, field
from typing import Any

from claims import actions as desk
from factcheck.challenges import actions as requests
from factcheck.partners import actions as partners
from factcheck.partners.webhooks import actions as webhooks
from reviews import actions as verbs
from tests.factories import claims, elsewhere, people, publications, reviews

#: Turns what follows around, until the end of its paragraph.
TURN = "\u202e"
#: What a browser must not run, a program must not read as markup, a spreadsheet must not compute.
_MARKUP = (
    "</script><script>pwned=1</script><!--<img src=//evil.invalid/i onerror=pwned=2>"
    "\"'><svg/onload=pwned=3></textarea></title></option><x-pwned onclick=pwned=4>{{7*7}}"
    "{% debug %}]]>\u200d\u200f"
)


def words(door: str, *, first: str = "=", turn: str = TURN) -> str:
    """Hostile words that came in by this door."""
    return f"{first}{door}-mark{_MARKUP}{turn}{door}-turned"


def short(door: str) -> str:
    """The same for where there is room for a hundred characters."""
    return f"@{door}-mark<x-pwned onclick=pwned=5></script>{TURN}{door}-turned"


def address(door: str, host: str = "gazette.example") -> str:
    """A web address that tries to leave the attribute that it stands in."""
    return f"https://{host}/{door}?a=\"'><x-pwned>&b=</script><!--".replace(" ", "%20")


@dataclass
class Desk:
    """What was made of them."""

    published: Any
    withdrawn: Any
    open: Any
    request: Any
    webhook: Any
    article: Any
    more: dict[str, Any] = field(default_factory=dict)


def desk_of_hostile_words(webhook_url: str = "https://news.example/hook") -> Desk:
    """By the desk's own verbs, as people and programs use them."""
    first, second, editor = people.reviewer(), people.approver(), people.editor()
    for person in (first, second, editor):
        person.first_name, person.last_name = short("first name")[:150], short("last name")[:150]
        person.save()
    said = f"Le stade a coûté 12 % du budget en 2020 {words('quoted', first='')}"
    article = claims.article(
        f"{said}\n\nElle a dit : {words('body', first='')}",
        title=words("title"), publisher=short("publisher"), author=short("author"),
        published_on="2026-03-01",
    )  # fmt: skip
    snapshot = article.snapshots.get()
    claimant = claims.claimant(short("claimant"), same_as="https://a.example/?%22%3E%3Cx-pwned%3E")
    topic = desk.create_record(claims.Topic, actor=None, slug="emploi", name=short("topic"))
    [claim] = desk.suggest(snapshot, [desk.Span(0, len(said))], actor=None)
    desk.edit(
        claim.pk, actor=people.reviewer(), seen=1,
        changes={"text": words("claim"), "claimant": claimant, "topics": [topic.slug]},
    )  # fmt: skip
    desk.accept(claim.pk, actor=first)
    source = claims.source(title=words("source"), publisher=short("source publisher"))
    evidence = reviews.evidence_item(
        source=source, quote=words("quote"), locator=short("locator"), note=words("note")
    )
    scale = verbs.create_scale(
        actor=None, slug="hostile", name=short("scale"), language="fr",
        ratings=[verbs.rating_scales.RatingStep("faux", short("rating"), 1, "false")],
    )  # fmt: skip
    content = {
        "headline": words("headline"),
        "summary": f"{words('summary')}\n\n- {short('list')}",
        "notes": words("notes"),
        "rating": scale.ratings.get(),
    }
    claim.refresh_from_db()

    held = reviews.taken(first, claim=claim)
    written = reviews.written(held, first, evidence=[evidence], **content)
    verbs.comment(written.pk, actor=first, text=words("comment"))
    verbs.submit(written.pk, actor=first)
    verbs.request_changes(written.pk, actor=second, reason=words("reason"))
    verbs.submit(written.pk, actor=first)
    published = reviews.publish(reviews.approve(written, second), editor)
    asked = requests.receive(
        published.uid, message=words("request"), name=short("reader"), reference=short("reference"),
        email="a@b.example", evidence=[address("evidence").replace("<", "%3C")],
    ).request  # fmt: skip
    published = reviews.corrected(
        published, first, second, editor, **content | {"correction_note": words("correction")}
    )
    gone = reviews.published(first, second, editor, text="Le budget a doublé en 2021, dit-elle.")
    gone = reviews.withdrawn(gone, editor, people.editor(), public_reason=words("withdrawal"))
    left = reviews.review(text="Le budget a triplé en 2022, dit-elle encore.")
    verbs.abandon(left.pk, actor=editor, reason=words("abandoned"))
    dismissed = claims.claim("Le soleil brille sur 3 villes de la région.")
    desk.dismiss(dismissed.pk, actor=first, dismissal="other", reason=words("dismissal"))
    failed = claims.given_up(title=words("asked title")[:400])

    partner = partners.create_partner(name=short("partner"), actor=None)
    key, _secret = partners.create_key(
        partner, scopes=["read", "webhooks"], actor=None, label=short("key")
    )
    partners.revoke_key(key.pk, actor=None, reason=words("revoked"))
    webhook, _of_it = webhooks.register(
        partner, url=webhook_url, actor=None, label=short("webhook")
    )
    webhooks.disable(webhook.pk, actor=None, reason=words("disabled")[:500])
    imported = elsewhere.review(
        claimReviewed=words("imported claim"), headline=words("imported headline"),
        name=words("imported name"), reviewBody=words("imported body"),
        author={"@type": "Organization", "name": words("imported publisher"),
                "url": "https://autre.example/"},
        reviewRating=elsewhere.rating(words("imported rating"), 1),
        url="https://autre.example/verif?a=%22%3E%3Cx-pwned%3E",
        itemReviewed={"@type": "Claim", "author": {"@type": "Person",
                      "name": words("imported claimant")}},
    )  # fmt: skip
    publications.commit()
    more = {"failed": failed, "partner": partner, "imported": imported, "scale": scale,
            "claimant": claimant, "dismissed": dismissed, "source": source}  # fmt: skip
    return Desk(published, gone, left, asked, webhook, article, more)

"""A desk with something of everything, in states from which every verb could move it."""

from claims import actions as claim_actions
from reviews import actions as desk
from tests.factories import (
    challenges,
    claims,
    elsewhere,
    partners,
    people,
    publications,
    reviews,
    webhooks,
)


def make_everything() -> None:
    """At least one row of every model that the desk shows."""
    author, second, editor = people.reviewer(), people.approver(), people.editor()
    partners.key()
    webhooks.somewhere()
    claims.topic()
    claims.claimant()
    claims.fetch()
    elsewhere.review()
    published = reviews.published(author, second, editor)
    desk.comment(published.pk, actor=author, text="Relu.")
    publications.commit()
    challenges.request(published)
    claim = claims.claim("Le dossier pèse 219 gigaoctets.")
    claims.reread(claim.appearances.get().snapshot.article, "Rien de ce qui était là.")
    reviews.ready(author)
    reviews.submitted(author)
    reviews.approved(author, second)
    reviews.review()
    claim_actions.extract_claims(claims.article(), actor=author)
    publications.commit()

"""The whole line once: from an article to a verdict that a partner pulls, and its correction.

Every step is the verb that the desk's people use, done by the person whose work it is. Each looks
first whether it was done before, so that the story can be told again.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model

from claims import actions as claims
from claims.models import Article, Claim, Claimant, Source, Topic
from claims.reading import read
from claims.workflow import State as Triage
from factcheck.desk.demo import texts
from reviews import actions as reviews
from reviews import document
from reviews.actions import EvidenceItem
from reviews.models import ClaimReview, Rating
from reviews.workflow import State


class Story:
    """`say` gets each step's sentence."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        people = get_user_model().objects
        self.contributor = people.get(username="contributor")
        self.reviewer = people.get(username="reviewer")
        self.approver = people.get(username="approver")
        self.editor = people.get(username="editor")

    def until_publication(self) -> ClaimReview:
        """From the article to the first publication."""
        claim = self._accepted(self._claim(self._article()))
        review = claim.reviews.get(language="fr")
        if review.is_public:
            self.say(f"Review {review.pk} was published before: {review}")
            return review
        self._worked_on(review, texts.FIRST)
        return self._published(review, "Published")

    def correction(self, review: ClaimReview) -> ClaimReview:
        """Another revision, with a note for the public."""
        if review.revision > 1 and review.status == State.PUBLISHED:
            self.say("It was corrected before, too.")
            return review
        if review.status == State.PUBLISHED:
            reviews.revise(
                review.pk, actor=self.reviewer, reason="L’annonce cite aussi l’industrie."
            )
            self.say(f"{self.reviewer} takes it up again: the announcement names industry, too")
        self._worked_on(review, texts.CORRECTED)
        return self._published(review, "Published the correction")

    # --- What was said

    def _article(self) -> Article:
        raw = texts.ARTICLE.read_bytes()
        registered = claims.register_article(read(raw), actor=self.contributor, **texts.ABOUT)
        article = registered.article
        text = registered.snapshot.text
        known = "" if registered.created else " (it was here already)"
        self.say(f"Article {article.pk}, “{article}”: {len(text)} characters{known}")
        return article

    def _claim(self, article: Article) -> Claim:
        found, new = claims.extract_claims(article, actor=None)
        self.say(f"Found {len(found)} sentences that can be checked, {len(new)} of them new:")
        for candidate in found[:4]:
            self.say(f"    {candidate.score:.2f}  {candidate.quote}")
        return Claim.objects.get(
            appearances__snapshot__article=article,
            appearances__exact__startswith=texts.PASSAGE,
        )

    def _accepted(self, claim: Claim) -> Claim:
        if claim.status == Triage.SUGGESTED:
            changes = {
                "text": texts.CLAIM,
                "claimant": self._claimant(),
                "claimed_on": texts.CLAIMED_ON,
                "topics": [self._topic().slug],
            }
            claim = claims.edit(claim.pk, actor=self.reviewer, seen=claim.version, changes=changes)
            claim = claims.accept(claim.pk, actor=self.reviewer)
            self.say(f"{self.reviewer} words and accepts claim {claim.pk}: “{claim}”")
        return claim

    def _claimant(self) -> Claimant:
        known = Claimant.objects.filter(**texts.CLAIMANT).first()
        return known or claims.create_record(Claimant, actor=self.reviewer, **texts.CLAIMANT)

    def _topic(self) -> Topic:
        slug, name = texts.TOPIC
        known = Topic.objects.filter(slug=slug).first()
        return known or claims.create_record(Topic, actor=None, slug=slug, name=name)

    def _source(self) -> Source:
        known = Source.objects.filter(url=texts.SOURCE["url"]).first()
        return known or claims.create_record(Source, actor=self.reviewer, **texts.SOURCE)

    # --- What we found

    def _worked_on(self, review: ClaimReview, content: dict[str, Any]) -> None:
        review.refresh_from_db()
        if review.status == State.OPEN:
            review = reviews.take(review.pk, actor=self.reviewer)
            self.say(f"{self.reviewer} takes review {review.pk} until {review.lease_until:%H:%M}")
        if review.status == State.IN_REVIEW:
            self._edit(review, content)
            review = reviews.submit(review.pk, actor=self.reviewer)
            self.say(f"{self.reviewer} submits it to a second person")
        if review.status == State.SUBMITTED:
            digest = document.verdict(review).digest()
            reviews.approve(review.pk, actor=self.approver, digest=digest)
            self.say(f"{self.approver} approves exactly this content: {digest[:16]}…")

    def _edit(self, review: ClaimReview, content: dict[str, Any]) -> None:
        rating = Rating.objects.get(scale__slug="verite", code=content["rating"])
        evidence = None
        if not review.evidence.exists():
            evidence = [EvidenceItem(source=self._source(), stance="supports", quote=texts.QUOTE)]
        reviews.edit(
            review.pk,
            actor=self.reviewer,
            seen=review.version,
            changes={**content, "rating": rating},
            evidence=evidence,
        )
        self.say(f"{self.reviewer} rates it “{rating}” and links the evidence")

    def _published(self, review: ClaimReview, what: str) -> ClaimReview:
        review = reviews.publish(review.pk, actor=self.editor)
        self.say(f"{what}, by {self.editor}: {review}")
        return review

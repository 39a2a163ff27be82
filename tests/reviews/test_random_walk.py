"""Whatever people do, in whatever order: history and record hold, and two people stand behind
every word that was published.

Who had a hand in a text is told here by comparing the texts before and after each step, not by
what the desk noted of it.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from claims import actions as triage
from claims.models import Article, Claim, Claimant, Source
from factcheck.accounts.models import User
from factcheck.errors import DeskError
from factcheck.history import replay
from factcheck.publications import verification
from factcheck.publications.models import Publication
from reviews import actions, document
from reviews.models import ClaimReview
from reviews.policies import possible
from tests.factories import claims, people, publications, reviews
from tests.reviews.verbs import DO

pytestmark = pytest.mark.django_db

STEPS = 150
#: Left to chance alone, a desk would hardly ever get anything published.
SELDOM = {"edit": 0.6, "propose_withdrawal": 0.6} | dict.fromkeys(
    ["release", "give", "abandon", "take_over", "request_changes"], 0.2
)


class Walk:
    def __init__(self, seed: int, pass_hours: Callable[[float], None]) -> None:
        self.chance = random.Random(seed)
        self.pass_hours = pass_hours
        self.people = [
            *(people.person(role) for role in ("reviewer", "approver", "editor") for _ in "ab"),
            *(people.superuser() for _ in "abcdef"),
        ]
        opener, who = people.reviewer(), claims.claimant()
        for _ in range(2):
            claims.claim(accepted_by=opener, claimant=who)
        claims.claim()
        self.sources = [claims.source(), claims.source()]
        self.hands: dict[int, set[int]] = defaultdict(set)  # whose words are in the draft
        self.done: Counter[str] = Counter()
        self.log: list[str] = []

    def go(self) -> None:
        before = self.texts()
        for number in range(STEPS):
            name, review, by, step = self.choose(number)
            drafts = {pk: set(hands) for pk, hands in self.hands.items()}
            try:
                with transaction.atomic():
                    step()
            except DeskError:
                continue
            self.done[name] += 1
            self.log.append(f"{name} {review or ''} by {by}")
            after = self.texts()
            for pk in after.keys() & before.keys():
                if after[pk] != before[pk]:
                    self.hands[pk].add(by.pk)
            before = after
            if review and name == "submit":
                self.hands[review].add(by.pk)
            if review and name == "publish":
                self.check_two_people(review, drafts.get(review, set()))
                self.hands[review].clear()

    def texts(self) -> dict[int, Any]:
        """What each review would say to the public, its note on the correction aside."""
        found = {}
        for review in ClaimReview.objects.select_related("rating__scale", "claim__claimant"):
            rated = review.rating_id
            review.rating = review.rating or reviews.rating()
            said = document.verdict(review).content()
            found[review.pk] = (rated, said | {"correction": None})
        return found

    def choose(self, number: int) -> tuple[str, int | None, User, Callable[[], Any]]:
        by = self.chance.choice(self.people)
        if self.chance.random() < 0.15:
            name, step = self.chance.choice(self.elsewhere(by, number))
            return name, None, by, step
        review = self.chance.choice(list(ClaimReview.objects.select_related("claim")))
        if review.holder and self.chance.random() < 0.8:
            by = review.holder
        verbs = [it.transition.verb for it in possible(review, by) if not it.refusal]
        if self.chance.random() < 0.1:
            verbs = list(DO)  # whatever the page would have offered
        [verb] = self.chance.choices(
            [*verbs, "edit"], [*(SELDOM.get(verb, 1) for verb in verbs), SELDOM["edit"]]
        )
        if self.chance.random() > SELDOM.get(verb, 1):
            return self.choose(number)
        if verb == "edit":
            return verb, review.pk, by, lambda: self.edit(review, by, number)
        return verb, review.pk, by, lambda: DO[verb](review, by)

    def edit(self, review: ClaimReview, by: User, number: int) -> None:
        evidence = [reviews.evidence_item(source=self.chance.choice(self.sources))]
        actions.edit(
            review.pk,
            actor=by,
            seen=review.version,
            changes=reviews.content(review, headline=f"Titre {number}"),
            evidence=None if review.evidence.exists() and number % 2 else evidence,
        )

    def elsewhere(self, by: User, number: int) -> list[tuple[str, Callable[[], Any]]]:
        """What is done to the things that reviews quote, and by the clock."""
        claim, other = (self.chance.choice(list(Claim.objects.all())) for _ in "ab")
        new = f"n° {number}"

        def record(model: type[Any], **changes: Any) -> Callable[[], Any]:
            row = self.chance.choice(list(model.objects.all()))
            return lambda: triage.edit_record(
                model, row.pk, actor=by, seen=row.version, changes=changes
            )

        return [
            ("source", record(Source, title=new)),
            ("claimant", record(Claimant, name=new)),
            ("article", record(Article, title=new)),
            ("article's author", record(Article, author=new)),
            (
                "claim",
                lambda: triage.edit(claim.pk, actor=by, seen=claim.version, changes={"text": new}),
            ),
            ("accept", lambda: triage.accept(claim.pk, actor=by)),
            ("merge", lambda: triage.merge(claim.pk, actor=by, into=other.pk)),
            ("restore", lambda: triage.restore(claim.pk, actor=by)),
            ("time", lambda: (self.pass_hours(5), actions.expire_leases())),
        ]

    def check_two_people(self, review: int, hands: set[int]) -> None:
        said = Publication.objects.filter(verdict=ClaimReview.objects.get(pk=review).uid).latest(
            "version"
        )
        story = "\n".join(self.log[-40:])
        assert said.approved_by_id not in hands, f"{said.approved_by} approved their own:\n{story}"
        assert said.approved_by_id != said.authored_by_id, story


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 60))]
)
def test_every_promise_holds_wherever_people_go(
    seed: int, pass_hours: Callable[[float], None]
) -> None:
    walk = Walk(seed, pass_hours)
    walk.go()
    publications.commit()

    assert list(replay.differences()) == []
    assert list(verification.differences()) == []
    assert walk.done["approve"], walk.done
    for said in Publication.objects.all():
        assert said.approved_by_id != said.authored_by_id

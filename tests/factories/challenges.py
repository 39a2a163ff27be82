"""Correction requests, through the verbs. What a test does not name does not matter to it."""

from typing import Any

from factcheck.challenges import actions
from factcheck.challenges.models import CorrectionRequest
from factcheck.publications.models import Publication
from tests.factories import people
from tests.factories.publications import publish

WRONG = "Le chiffre est celui de 2023 : celui de 2024 est de 7,4 %."


def request(about: Any = None, message: str = WRONG, **more: Any) -> CorrectionRequest:
    """A reader says that a verdict is wrong: a publication, or the review that it came of."""
    about = about or publish()
    verdict = about.verdict if isinstance(about, Publication) else about.uid
    return actions.receive(verdict, message=message, **more).request


def decider(name: str = "decider") -> Any:
    """Somebody who may decide, and approved nothing."""
    return people.person("editor", username=name)

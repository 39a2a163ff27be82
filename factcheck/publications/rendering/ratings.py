"""The one scale that all the desk's own ratings lie on, and what each step of it means."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from factcheck.publications.rendering.shell import tongue


class Meaning(NamedTuple):
    """A step's name and what it says about a claim."""

    label: Any
    says: Any


MEANINGS = {
    "true": Meaning(_("true"), _("The evidence supports the claim as it was made.")),
    "mostly_true": Meaning(
        _("mostly true"), _("The claim is right in substance; something about it is inexact.")
    ),
    "mixed": Meaning(
        _("mixed"), _("Parts of the claim are right and parts are wrong, or it misleads.")
    ),
    "mostly_false": Meaning(
        _("mostly false"), _("The claim is wrong in substance; something about it is right.")
    ),
    "false": Meaning(_("false"), _("The evidence contradicts the claim.")),
    "unverifiable": Meaning(
        _("unverifiable"), _("The evidence that there is can neither support nor contradict it.")
    ),
}


class Step(NamedTuple):
    """One of the desk's own ratings, as it was published."""

    label: str
    value: int
    canonical: str
    meaning: Meaning


class Scale(NamedTuple):
    """Ratings of one name and language, the most true first."""

    name: str
    language: str
    tongue: str
    worst: int
    best: int
    steps: list[Step]


def scales(documents: list[dict[str, Any]]) -> list[Scale]:
    """The scales that these verdicts were rated on, as far as they show them."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for document in documents:
        rating = document["rating"]
        found.setdefault((rating["scale"], document["language"]), []).append(rating)
    return [
        Scale(name, language, tongue(language), first["worst"], first["best"], _steps(ratings))
        for (name, language), ratings in sorted(found.items())
        for first in ratings[:1]
    ]


def _steps(ratings: list[dict[str, Any]]) -> list[Step]:
    order = list(MEANINGS)
    steps = [
        Step(one["label"], one["value"], one["canonical"], MEANINGS[one["canonical"]])
        for one in ratings
    ]
    return sorted(steps, key=lambda step: (order.index(step.canonical), -step.value, step.label))

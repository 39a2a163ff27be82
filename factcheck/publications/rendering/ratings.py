"""The one scale that all the desk's own ratings lie on, and what each step of it means."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _


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
    language: str
    value: int
    canonical: str
    meaning: Meaning


class Scale(NamedTuple):
    """Ratings of one scale, the most true first."""

    name: str
    worst: int
    best: int
    steps: list[Step]


def scales(documents: list[dict[str, Any]]) -> list[Scale]:
    """The scales that these verdicts were rated on, as far as they show them."""
    found: dict[str, list[dict[str, Any]]] = {}
    for document in documents:
        found.setdefault(document["rating"]["scale"], []).append(document)
    return [
        Scale(name, rated[0]["rating"]["worst"], rated[0]["rating"]["best"], _steps(rated))
        for name, rated in sorted(found.items())
    ]


def _steps(documents: list[dict[str, Any]]) -> list[Step]:
    order = list(MEANINGS)
    steps = [_step(document["rating"], document["language"]) for document in documents]
    return sorted(steps, key=lambda step: (order.index(step.canonical), -step.value, step.label))


def _step(rating: dict[str, Any], language: str) -> Step:
    canonical = rating["canonical"]
    return Step(rating["label"], language, rating["value"], canonical, MEANINGS[canonical])

"""What a caller is told who asked too often."""

from typing import NamedTuple

from factcheck.partners.quota.limits import DAY, Grant


class Refusal(NamedTuple):
    """A problem's type and words, and the names of the limits that were reached."""

    type: str
    detail: str
    policies: list[str]


def refusal(grant: Grant) -> Refusal:
    """Why the request was not let through, and when to come back."""
    longest = max(grant.refused_by, key=lambda standing: standing.resets_in)
    names = [standing.limit.name for standing in grant.refused_by]
    most, wait = longest.limit.most, longest.resets_in
    large = f" This one counts as {grant.counts} requests." if grant.counts > 1 else ""
    if grant.counts > min(standing.limit.most for standing in grant.refused_by):
        large += " That is more than you ever may at once: ask for less in one request."
    if longest.limit.seconds >= DAY:
        detail = (
            f"Today's {most} requests of your keys together are used up. Come back after midnight"
            f" UTC, in {wait} seconds; or ask your contact at the desk for more.{large}"
        )
        return Refusal("over-quota", detail, names)
    detail = f"This key may make {most} requests a minute. Come back in {wait} seconds.{large}"
    return Refusal("too-many-requests", detail, names)

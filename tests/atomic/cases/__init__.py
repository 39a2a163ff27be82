"""A desk on which every verb can be done, and how each is: room by room.

A case takes the desk, prepares what its verb needs, and returns the verb, ready to be done.
"""

from tests.atomic.cases import accounts, challenges, claims, partners, reviews
from tests.atomic.cases.desk import Case, Desk, desk

__all__ = ["CASES", "Case", "Desk", "desk"]

CASES: dict[str, Case] = {
    **claims.CASES,
    **reviews.CASES,
    **challenges.CASES,
    **partners.CASES,
    **accounts.CASES,
}

"""The verbs of this room: each checks the permission, locks, changes, and writes its event."""

from claims.actions.articles import confirm_date, edit_article, register_article
from claims.actions.claimants import name_claimant, on_one_line
from claims.actions.extract import ask_for_claims, carry_out, extract_claims
from claims.actions.fetches import ask_for_page, fetch_again
from claims.actions.pages import fetch_article
from claims.actions.passages import acknowledge, place, place_by_words
from claims.actions.records import create_record, edit_record
from claims.actions.said import Said
from claims.actions.sources import add_source, restore_source, withdraw_source
from claims.actions.suggest import Span, suggest, suggest_passage, suggest_selection
from claims.actions.triage import EDITABLE, accept, dismiss, edit, merge, restore

__all__ = [
    "EDITABLE",
    "Said",
    "Span",
    "accept",
    "acknowledge",
    "add_source",
    "ask_for_claims",
    "ask_for_page",
    "carry_out",
    "confirm_date",
    "create_record",
    "dismiss",
    "edit",
    "edit_article",
    "edit_record",
    "extract_claims",
    "fetch_again",
    "fetch_article",
    "merge",
    "name_claimant",
    "on_one_line",
    "place",
    "place_by_words",
    "register_article",
    "restore",
    "restore_source",
    "suggest",
    "suggest_passage",
    "suggest_selection",
    "withdraw_source",
]

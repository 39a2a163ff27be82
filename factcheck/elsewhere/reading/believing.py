"""A ClaimReview as it is believed: one item of a feed in, a review out. Pure."""

import json
from datetime import date
from typing import Any

from factcheck.elsewhere.reading import languages
from factcheck.elsewhere.reading.addresses import NoAddress, address
from factcheck.elsewhere.reading.appearances import appearances
from factcheck.elsewhere.reading.dates import day
from factcheck.elsewhere.reading.items import as_list
from factcheck.elsewhere.reading.notes import Notes
from factcheck.elsewhere.reading.people import claimants, publisher
from factcheck.elsewhere.reading.ratings import rating
from factcheck.elsewhere.reading.review import Review
from factcheck.elsewhere.reading.texts import as_text, plain

#: Characters. What is longer is a text, and no claim that could be found again.
CLAIM_LONGEST = 10_000
_HEADLINE, _SUMMARY, _MANY = 500, 10_000, 50


class Refused(ValueError):
    """It is of no use: `code` is one of `reasons`; `url` is the review's as far as there is one."""

    def __init__(self, code: str, detail: str = "", url: str = "") -> None:
        self.code, self.detail, self.url = code, detail, url
        super().__init__(f"{code}: {detail}")


def believed(node: dict[str, Any], today: date) -> Review:
    """What the item says, as far as it can be believed. Raises Refused.

    Without its address nobody can read it, and without its claim nobody can find it: these two are
    needed. Everything else may be missing.
    """
    notes = Notes()
    url = _url(node)
    item = _item(node)
    claim = _claim(node, item, url, notes)
    published = day(node.get("datePublished"), "published", today, notes)
    modified = day(node.get("dateModified"), "modified", today, notes)
    expires = day(node.get("expires"), "expires", today, notes, ahead=True)
    return Review(
        url=url,
        claim=claim,
        publisher=publisher(node, url, notes),
        language=languages.stated(node.get("inLanguage"), notes),
        claimants=claimants(item.get("author"), notes),
        claim_date=_claim_date(node, item, published and published.day, today, notes),
        published=published.text if published else "",
        modified=modified.text if modified else "",
        appearances=appearances(item, today, notes),
        rating=rating(node.get("reviewRating"), notes),
        headline=_cut(node.get("headline") or node.get("name"), "headline", _HEADLINE, notes),
        summary=_cut(node.get("reviewBody"), "summary", _SUMMARY, notes),
        topics=_words(node.get("keywords"), "topics", notes),
        corrections=_words(node.get("correction"), "corrections", notes),
        expires=expires.text if expires else "",
        notes=notes.all,
        raw=_raw(node, url),
    )


def _raw(node: dict[str, Any], url: str) -> str:
    try:
        return json.dumps(node)
    except RecursionError:
        raise Refused("too_deep", url=url) from None


def _url(node: dict[str, Any]) -> str:
    """Its own, else its id where that is an address."""
    given = next(iter(as_list(node.get("url"))), None) or node.get("@id")
    try:
        return address(given)
    except NoAddress as error:
        code = "no_url" if str(error) == "no_address" else str(error)
        raise Refused(code, as_text(given)[:200]) from None


def _item(node: dict[str, Any]) -> dict[str, Any]:
    """What was reviewed: the first, where there are several; a bare text is a claim's."""
    given = next(iter(as_list(node.get("itemReviewed"))), None)
    return given if isinstance(given, dict) else {"text": given}


def _claim(node: dict[str, Any], item: dict[str, Any], url: str, notes: Notes) -> str:
    claim = plain(node.get("claimReviewed"), "claim", notes)
    if not claim:
        claim = plain(item.get("text") or item.get("name"), "claim", notes)
    if not any(character.isalnum() for character in claim):
        raise Refused("no_claim", claim[:200], url)
    if len(claim) > CLAIM_LONGEST:
        raise Refused("long_claim", str(len(claim)), url)
    return claim


def _claim_date(
    node: dict[str, Any], item: dict[str, Any], checked: date | None, today: date, notes: Notes
) -> str:
    """Many feeds have the check's date here: where it is the same to the letter, nobody knows."""
    given, of_check = as_text(item.get("datePublished")), as_text(node.get("datePublished"))
    stated = day(given, "claim_date", today, notes)
    if stated is None:
        return ""
    if given == of_check:
        notes.add("claim_date", "date_of_check", given)
        return ""
    if checked and stated.day > checked:
        notes.add("claim_date", "after_check", given)
        return ""
    return stated.text


def _cut(value: Any, name: str, longest: int, notes: Notes) -> str:
    text = plain(value, name, notes)
    if len(text) > longest:
        notes.add(name, "shortened", len(text))
    return text[:longest].rstrip()


def _words(value: Any, name: str, notes: Notes) -> list[str]:
    found = [plain(each, name, notes)[:_HEADLINE] for each in as_list(value)[:_MANY]]
    return list(dict.fromkeys(filter(None, found)))

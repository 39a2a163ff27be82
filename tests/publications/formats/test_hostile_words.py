"""Hostile words in what programs read: the same words when it is parsed, by each format's own
parser, and never something that a browser would take for a page."""

import csv
import json
from io import StringIO
from typing import Any
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.test import Client
from lxml import etree, html

from factcheck.elsewhere import export
from tests.factories import hostile, partners

pytestmark = pytest.mark.django_db

HEADLINE, CLAIM = hostile.words("headline"), hostile.words("claim")
#: A title has no signs that turn words around.
STRAIGHT = HEADLINE.replace(hostile.TURN, "")


def words_of(found: Any) -> set[str]:
    """Every text in it, however deep."""
    if isinstance(found, dict):
        return set().union(*map(words_of, found.values()), set())
    if isinstance(found, list):
        return set().union(*map(words_of, found), set())
    return {found} if isinstance(found, str) else set()


def test_each_format_has_the_very_words() -> None:
    desk = hostile.desk_of_hostile_words()
    _row, key = partners.key(["read"])
    client, verdict = Client(), desk.published.uid
    known = f"http://127.0.0.1:8000/verdicts/{verdict}/"
    for path in (
        f"/api/v1/verdicts/{verdict}/", "/api/v1/verdicts/", "/api/v1/changes/",
        f"/verdicts/{verdict}/claimreview.json", "/feeds/claimreview.json",
        "/v1alpha1/claims:search?query=stade+budget", f"/oembed?format=json&url={quote(known)}",
        "/feeds/verdicts.atom", f"/oembed?format=xml&url={quote(known)}",
    ):  # fmt: skip
        answer = client.get(path, headers=partners.bearer(key))
        assert answer.status_code == 200, path
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "html" not in answer["Content-Type"], path
        content = answer.getvalue()
        if "json" in answer["Content-Type"]:
            said = words_of(json.loads(content))
        else:
            tree = etree.fromstring(content)
            said = {text for each in tree.iter() for text in (each.text, each.tail) if text}
        joined = "\n".join(said)
        assert any(words in joined for words in (CLAIM, HEADLINE, STRAIGHT)), path


def test_the_json_ld_of_a_page_ends_where_it_should() -> None:
    desk = hostile.desk_of_hostile_words()
    page = Client().get(f"/verdicts/{desk.published.uid}/").content.decode()
    [script] = html.fromstring(page).xpath("//script")
    said = json.loads(script.text)
    assert CLAIM in words_of(said)
    for sign in ("<", ">", "&"):
        assert sign not in script.text


def test_the_tables_and_the_imported_feed() -> None:
    hostile.desk_of_hostile_words()
    lines = [json.loads(line) for line in export.lines()]
    assert hostile.words("imported claim") in words_of(lines)
    out = StringIO()
    call_command("export_claimreview", "--format", "csv", stdout=out)
    (row,) = csv.DictReader(StringIO(out.getvalue(), newline=""))
    assert row["headline"] == f"'{HEADLINE}"
    assert row["claimant"] == f"'{hostile.short('claimant')}"
    assert row["rating_label"] == f"'{hostile.short('rating')}"

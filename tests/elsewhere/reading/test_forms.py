"""A feed may have many forms; whatever it has, the same reviews are read of it."""

import json
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.elsewhere.reading import feed, items, pieces, reader
from factcheck.elsewhere.reading.pieces import Cut, Piece, Unreadable
from tests.factories.elsewhere import feed as datafeed
from tests.factories.elsewhere import item

ONE, TWO = item(1), item(2, claimReviewed='Le "modèle" a fuité \\ 🙂 {[')
GOOGLE = {
    "claims": [
        {
            "text": TWO["claimReviewed"],
            "claimant": "Jeanne",
            "claimDate": "2026-03-01T00:00:00Z",
            "claimReview": [
                {
                    "publisher": {"name": "Autre Desk", "site": "autre.example"},
                    "url": TWO["url"],
                    "title": "Non",
                    "reviewDate": "2026-03-07T00:00:00Z",
                    "textualRating": "Faux",
                    "languageCode": "fr",
                }
            ],
        }
    ],
    "nextPageToken": "CAo",
}
SCRIPT = '<script type="application/ld+json">%s</script>'
GRAPH = {"@graph": [{"@type": "WebPage"}, ONE, {"@type": "Organization", "name": "x"}, TWO]}


def in_chunks(raw: bytes, size: int) -> Iterator[bytes]:
    return (raw[at : at + size] for at in range(0, len(raw), size))


def read(raw: bytes, size: int = 7) -> list[items.Found]:
    return list(reader.read(in_chunks(raw, size)))


def claims(raw: bytes, size: int = 7) -> list[str]:
    found = read(raw, size)
    assert not [each for each in found if each.fault], found
    return [each.node["claimReviewed"] for each in found]


def as_bytes(value: Any, **how: Any) -> bytes:
    return json.dumps(value, **how).encode()


FORMS = {
    "array": as_bytes([ONE, TWO]),
    "array in lines": b"[\n" + as_bytes(ONE) + b",\n" + as_bytes(TWO) + b"\n]",
    "datafeed": as_bytes(datafeed(ONE, TWO)),
    "datafeed of single items": as_bytes({"dataFeedElement": [{"item": ONE}, {"item": TWO}]}),
    "datafeed of one list": as_bytes({"dataFeedElement": [{"item": [ONE, TWO]}]}, indent=1),
    "graph": as_bytes(GRAPH, ensure_ascii=False),
    "lines": as_bytes(ONE) + b"\r\n\r\n" + as_bytes(TWO) + b"\r\n",
    "lines without the last end": as_bytes(ONE) + b"\n" + as_bytes(TWO),
    "lists in lists": as_bytes([[[ONE]], [TWO]]),
    "byte order mark": b"\xef\xbb\xbf" + as_bytes([ONE, TWO]),
    "one value after the other": as_bytes(ONE, indent=2) + b"\n" + as_bytes(TWO, indent=2),
    "page": f"<!doctype html><title>x</title>{SCRIPT % json.dumps(ONE)}"
    f"<script>var a = '<b>';</script><!-- {SCRIPT % '{broken'} -->"
    f"<SCRIPT TYPE='application/ld+json'>\n<!--\n{json.dumps(TWO)}\n//-->".replace(
        "//-->", "-->"
    ).encode()
    + b"</SCRIPT>",
    "page with an article": (
        SCRIPT % '{"@type": "NewsArticle"}' + SCRIPT % json.dumps([ONE, TWO])
    ).encode(),
    "page with a graph": (SCRIPT % json.dumps(GRAPH)).encode(),
    "pages one after the other": "".join(
        SCRIPT % json.dumps(i) + "\n" for i in (ONE, TWO)
    ).encode(),
    "part of an article": as_bytes([{"@type": "NewsArticle", "review": ONE, "hasPart": [TWO]}]),
    "types and addresses": as_bytes(
        [
            ONE | {"@type": ["Article", "http://schema.org/ClaimReview"]},
            TWO | {"@type": "ClaimReview"},
        ]
    ),
}


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_reviews(
    form: str, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Small enough to be read at once, and piece by piece, as what is larger than a piece."""
    if large:
        monkeypatch.setattr(feed, "_whole", lambda text: None)
    assert claims(FORMS[form]) == [ONE["claimReviewed"], TWO["claimReviewed"]]


def test_what_google_answers_is_read_without_adding_to_it() -> None:
    (found,) = read(as_bytes(GOOGLE))
    assert found.place == "claims[0].claimReview[0]"
    assert found.node["itemReviewed"]["author"] == {"name": "Jeanne"}
    assert found.node["reviewRating"] == {"alternateName": "Faux"}
    assert claims(as_bytes(GOOGLE["claims"])) == claims(as_bytes(GOOGLE))


def test_what_is_named_once_in_a_page_is_found_where_it_is_meant() -> None:
    author = {"@id": "#desk", "@type": "Organization", "name": "Autre Desk"}
    own = {"@id": "#own", "itemReviewed": {"@id": "#own"}}  # a circle is no reason to hang
    graph = {"@graph": [ONE | own | {"author": {"@id": "#desk"}}, author]}
    (found,) = read(as_bytes(graph))
    assert found.node["author"] == author


def test_each_thing_that_is_no_review_has_its_place_and_its_reason() -> None:
    odd: list[Any] = [[], [None], ["words"], {"@type": "Person"}, [ONE, 3]]
    elements = [None, *({"item": each} for each in odd)]
    faults = [
        (each.place, each.fault, each.detail)
        for each in read(as_bytes({"dataFeedElement": elements}))
        if each.fault
    ]
    assert faults == [
        ("dataFeedElement[0]", "no_object", ""),
        ("dataFeedElement[1].item", "no_item", ""),
        ("dataFeedElement[2].item[0]", "no_object", ""),
        ("dataFeedElement[3].item[0]", "no_object", "str"),
        ("dataFeedElement[4].item", "other_type", "Person"),
        ("dataFeedElement[5].item[1]", "no_object", "int"),
    ]


# --- What is broken


def test_one_broken_element_is_no_reason_to_leave_out_the_others() -> None:
    raw = b'[%b, {"a": tru}, {"b": "\xff"}, %b %b' % (
        as_bytes(ONE),
        b"[" * 5000 + b"]" * 5000,
        b",",
    )
    found = read(raw + as_bytes(TWO) + b"]")
    assert [each.fault for each in found] == ["", "no_json", "not_utf8", "too_deep", ""]
    assert [each.place for each in found] == ["[0]", "[1]", "[2]", "[3]", "[4]"]


def test_a_broken_line_spoils_no_other() -> None:
    for broken in (b'{"a": "', b"}{", b"words"):
        found = read(b"\n".join([as_bytes(ONE), broken, as_bytes(TWO)]))
        assert [(each.place, each.fault) for each in found] == [
            ("line 1", ""), ("line 2", "no_json"), ("line 3", ""),
        ]  # fmt: skip
    first = read(b"\n".join([b'{"a": "}', as_bytes(ONE), as_bytes(TWO)]))
    assert [each.fault for each in first] == ["no_json", "", ""]


def test_an_element_too_large_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (feed, pieces):
        monkeypatch.setattr(module, "LARGEST", 2_000)
    vast = item(3, articleBody="x" * 3_000)
    three = (ONE, vast, TWO)
    scripts = "".join(SCRIPT % json.dumps(each) for each in three).encode()
    for raw in (as_bytes(three), b"\n".join(map(as_bytes, three)), scripts):
        assert [each.fault for each in read(raw)] == ["", "too_large", ""]
    assert [each.fault for each in read(as_bytes(vast))] == ["too_large"]


WHOLE = as_bytes(datafeed(ONE, TWO))


@pytest.mark.parametrize("raw", [FORMS["array"], WHOLE, FORMS["lines without the last end"],
                                 FORMS["pages one after the other"]])  # fmt: skip
def test_wherever_a_feed_is_cut_what_came_before_is_read(raw: bytes) -> None:
    ends = 0
    for end in range(1, len(raw.rstrip(b"\n")) - 1, 3):
        found = []
        try:
            for piece in feed.read(in_chunks(raw[:end], 50)):
                found.append(piece)
        except Unreadable as error:
            ends += 1
            assert isinstance(error, Cut) or not found
        assert all(isinstance(piece, Piece) and not piece.fault for piece in found)
    assert ends > len(raw) / 12


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"PK\x03\x04", "zip"),
        ("[]".encode("utf-16"), "utf16"),
        (b"claim;rating\n", "no_json"),
        (b"[] words", "no_json"),
        (b'{"a" 1}', "no_json"),
        (b"<html><script>1</script></html>", "no_json_ld"),
        (b"<html><!-- never ends", "no_json_ld"),
        ((SCRIPT % '{"@type": "NewsArticle"}').encode(), "no_review"),
    ],
)
def test_what_is_no_feed_is_told(raw: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as told:
        read(raw)
    assert told.value.code == code


def test_a_pages_charset_counts_where_it_is_not_utf8() -> None:
    page = f'<meta charset="iso-8859-1">{SCRIPT % json.dumps(ONE, ensure_ascii=False)}'
    assert claims(page.encode("latin-1")) == claims(page.encode()) == [ONE["claimReviewed"]]


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(9**9), 9**9) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_VALUES, max_size=3), st.integers(1, 9))
def test_any_json_comes_out_as_it_went_in(values: list[Any], size: int) -> None:
    for style in ({}, {"indent": 1}, {"ensure_ascii": False}):
        raw = as_bytes(values, **style)
        given = pieces.Input(in_chunks(raw, size))
        found = list(feed.splitting.split(given))
        assert [piece.value for piece in found] == values
        assert not [piece for piece in found if piece.fault]


@pytest.mark.parametrize("form", ["datafeed", "lines", "pages"])
def test_memory_does_not_grow_with_the_feed(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "LARGEST", 100_000)  # what is longer is read piece by piece
    before, after = SCRIPT.encode().split(b"%s")
    start, between, end = {
        "datafeed": (b'{"dataFeedElement":[', b",", b"]}"),
        "lines": (b"", b"\n", b"\n"),
        "pages": (before, after + before, after),
    }[form]

    def peak(count: int) -> int:
        def chunks() -> Iterator[bytes]:
            yield start
            for number in range(count):
                yield (between if number else b"") + as_bytes(item(number, articleBody="x" * 2000))
            yield end

        tracemalloc.start()
        assert sum(1 for found in reader.read(chunks()) if not found.fault) == count
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    assert peak(400) < 1.5 * peak(100)

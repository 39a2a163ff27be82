"""Taking an article in: its text is kept to the letter, once, or not at all."""

import hashlib
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from claims import actions
from claims.models import Article, Snapshot
from claims.reading import HTML, PLAIN, read
from factcheck.errors import Invalid, NotAllowed, Stale
from factcheck.history import journal
from factcheck.history.models import Event
from tests.factories import claims, people

pytestmark = pytest.mark.django_db

URL = "https://gazette.example/chomage"
PAGE = """<!doctype html><html lang="fr_FR"><head>
<title>Chômage : la ministre se trompe</title>
<link rel="canonical" href="https://gazette.example/chomage">
<meta property="og:site_name" content="La Gazette"><meta name="author" content="Ana Roy">
<meta property="article:published_time" content="2026-03-02T08:00:00+01:00"></head>
<body><nav>Menu</nav><article><h1>Chômage</h1>
<p>Le taux de chômage a baissé de moitié en deux ans, a dit la ministre aux députés.</p>
<p>La salle a applaudi pendant de longues minutes, puis elle a quitté la tribune.</p>
</article></body></html>"""


def register(raw: str | bytes, **about: Any) -> actions.articles.Registered:
    raw = raw.encode() if isinstance(raw, str) else raw
    return actions.register_article(read(raw), **{"actor": None, "language": "fr"} | about)


def kept() -> tuple[int, int, int]:
    articles = Event.objects.filter(verb__startswith="article:")
    return Article.objects.count(), Snapshot.objects.count(), articles.count()


# --- What is kept


def test_a_text_is_kept_to_the_letter() -> None:
    text = "  « Ça »,\tdit-elle…\n\n𝄞 e\u0301 \u00a0– 👩\u200d🔬 fin.\n "
    registered = register(text, url=URL)

    snapshot = Snapshot.objects.get()
    assert snapshot == registered.snapshot
    assert snapshot.text == text
    assert bytes(snapshot.raw) == text.encode()
    assert snapshot.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert (snapshot.language, snapshot.source_url, snapshot.media_type) == ("fr", URL, PLAIN)


@pytest.mark.parametrize(
    "raw",
    [
        b"Un.\nDeux.\nTrois.",
        b"Un.\r\nDeux.\r\nTrois.",
        b"Un.\rDeux.\nTrois.",
        b"\xef\xbb\xbfUn.\r\nDeux.\r\nTrois.",
        "Un.\nDeux.\nTrois.".encode("utf-16"),
    ],
)
def test_line_ends_and_byte_order_marks_are_the_transports_not_the_texts(raw: bytes) -> None:
    assert register(raw).snapshot.text == "Un.\nDeux.\nTrois."
    assert bytes(Snapshot.objects.get().raw) == raw


def test_whoever_brings_an_article_is_named() -> None:
    somebody = people.contributor()
    registered = register("Un texte.", actor=somebody)
    assert registered.snapshot.taken_by == somebody
    assert Event.objects.get(subject=registered.article.uid).actor == somebody


def test_an_article_without_a_title_is_called_by_its_first_words() -> None:
    assert register("Un  titre\nqui n’en est pas un.").article.title == (
        "Un titre qui n’en est pas un."
    )
    assert len(register("mot " * 400).article.title) <= 120


def test_a_page_says_what_it_is() -> None:
    registered = actions.register_article(read(PAGE.encode()), actor=None)

    article, snapshot = registered.article, registered.snapshot
    assert (article.url, article.publisher, article.author) == (URL, "La Gazette", "Ana Roy")
    assert article.published_on == date(2026, 3, 2)
    assert "Chômage" in article.title
    assert "baissé de moitié en deux ans" in snapshot.text
    assert "Menu" not in snapshot.text
    assert "<p>" not in snapshot.text
    assert (snapshot.language, snapshot.media_type) == ("fr-FR", HTML)
    assert bytes(Snapshot.objects.get().raw) == PAGE.encode()


def test_what_is_given_outweighs_what_the_page_says() -> None:
    article, snapshot, *_rest = actions.register_article(
        read(PAGE.encode()),
        actor=None,
        url="https://other.example/1",
        title="Un titre",
        publisher="L’Autre",
        language="en-gb",
        published_on="2026-03-01",
    )
    assert (article.url, article.title, article.publisher) == (
        "https://other.example/1",
        "Un titre",
        "L’Autre",
    )
    assert (snapshot.language, article.published_on) == ("en-GB", date(2026, 3, 1))


# --- The same again


def test_the_same_text_again_changes_nothing() -> None:
    first = register("Un texte.", url=URL)
    before = kept()

    again = register("Un texte.", url=URL)
    without_address = register("\ufeffUn texte.")

    for found in (again, without_address):
        assert (found.article, found.snapshot) == (first.article, first.snapshot)
        assert not found.created
        assert not found.new_text
    assert kept() == before


def test_a_new_text_at_a_known_address_is_kept_beside_the_old_one() -> None:
    first = register("Un texte.", url=URL)
    second = register("Un texte corrigé.", url=URL)

    assert second.article == first.article
    assert (second.created, second.new_text) == (False, True)
    assert [s.text for s in first.article.snapshots.all()] == ["Un texte corrigé.", "Un texte."]
    verbs = Event.objects.filter(subject=first.article.uid).values_list("verb", "version")
    assert list(verbs) == [("article:register", 1), ("article:new_text", 2)]


def test_a_text_that_comes_back_is_the_newest_again() -> None:
    for text in ("Un texte.", "Un texte corrigé.", "Un texte."):
        last = register(text, url=URL)
        assert last.new_text
    assert last.article.snapshots.count() == 3
    assert last.article.snapshots.first() == last.snapshot
    assert not register("Un texte corrigé.").new_text  # without an address, it says nothing of one


def test_one_text_at_two_addresses_is_two_articles() -> None:
    assert register("Un texte.", url=URL).article != register("Un texte.", url=URL + "/2").article


def test_it_costs_the_same_however_many_there_are(
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(5):
        register(f"Texte {number}.", url=f"{URL}/{number}")
    with django_assert_max_num_queries(10):
        register("Un texte.", url=URL)


# --- What is refused, with nothing stored


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "no text"),
        (b" \r\n\t ", "no text"),
        (b"\xef\xbb\xbf", "no text"),
        (b"Un texte\x00.", "control character U\\+0000"),
        (b"Un\x1b[31m texte", "control character U\\+001B"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "of the kind PDF"),
        ("Безработица".encode("cp1251"), "byte 0"),
        (b"\xff\xfea", "not a text"),
        (b"<html><body></body></html>", "No article"),
    ],
)
def test_what_is_no_text_is_refused(raw: bytes, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        register(raw)
    assert kept() == (0, 0, 0)


def test_a_text_over_the_limit_is_refused(settings: Any) -> None:
    settings.ARTICLE_MAX_CHARACTERS = 10
    register("é" * 10)
    with pytest.raises(Invalid, match="11 characters; an article may have 10"):
        register("é" * 11)
    settings.ARTICLE_MAX_BYTES = 20
    with pytest.raises(Invalid, match="21 bytes"):
        register("x" * 21)
    assert kept() == (1, 1, 1)


@pytest.mark.parametrize(
    ("about", "field", "says"),
    [
        ({"language": ""}, "language", "which language"),
        ({"language": "klingon"}, "language", "“klingon” is not known"),
        ({"language": "de"}, "language", "reads: fr, en"),
        ({"language": "fr_FR"}, "language", "not known"),
        ({"language": "fr-aaaaaaaa-bbbbbbbb-cccccccc"}, "language", "not known"),
        ({"published_on": "hier"}, "published_on", "“hier” is not a date"),
        ({"published_on": "2026-02-30"}, "published_on", "YYYY-MM-DD"),
        ({"url": "gazette"}, "url", "not a web address"),
        ({"url": "javascript:alert(1)"}, "url", "not a web address"),
        ({"url": "ftp://gazette.example/1"}, "url", "not a web address"),
        ({"url": f"{URL}/{'x' * 1_980}"}, "url", "too long"),
    ],
)
def test_what_is_said_of_it_wrongly_is_refused(about: Any, field: str, says: str) -> None:
    with pytest.raises(Invalid, match=says) as refusal:
        register("Un texte.", **about)
    assert list(refusal.value.fields) == [field]
    assert kept() == (0, 0, 0)


def test_only_those_who_may_bring_articles() -> None:
    for somebody in (
        people.person(),
        people.auditor(),
        people.person("contributor", is_active=False),
    ):
        with pytest.raises(NotAllowed):
            register("Un texte.", actor=somebody)
    assert kept() == (0, 0, 0)


# --- What is known about it


def test_an_article_is_corrected_and_its_text_stays() -> None:
    article = register("Un texte.", url=URL).article
    actions.edit_article(
        article.pk, actor=people.reviewer(), seen=1, changes={"publisher": "Le Soir"}
    )
    article.refresh_from_db()
    assert (article.publisher, article.version) == ("Le Soir", 2)
    event = Event.objects.get(subject=article.uid, version=2)
    assert event.data == {"changes": {"publisher": ["", "Le Soir"]}}


def test_an_edit_that_changes_nothing_is_none() -> None:
    article = register("Un texte.", url=URL).article
    actions.edit_article(article.pk, actor=people.reviewer(), seen=1, changes={"url": URL})
    article.refresh_from_db()
    assert article.version == 1


def test_an_edit_from_an_old_page_is_refused() -> None:
    article = register("Un texte.", url=URL).article
    first, second = people.person("reviewer", "léa"), people.reviewer()
    actions.edit_article(article.pk, actor=first, seen=1, changes={"author": "Ana"})
    with pytest.raises(Stale, match="“Edit” by léa") as refusal:
        actions.edit_article(article.pk, actor=second, seen=1, changes={"author": "Bob"})
    assert (refusal.value.seen, refusal.value.current) == (1, 2)
    article.refresh_from_db()
    assert article.author == "Ana"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"url": "nowhere"}, Invalid),
        ({"url": "https://gazette.example/taken"}, Invalid),
        ({"title": ""}, Invalid),
        ({"title": "x" * 501}, Invalid),
    ],
)
def test_an_edit_that_does_not_fit_is_refused(changes: Any, error: type[Exception]) -> None:
    register("Un autre texte.", url="https://gazette.example/taken")
    article = register("Un texte.", url=URL).article
    with pytest.raises(error):
        actions.edit_article(article.pk, actor=people.reviewer(), seen=1, changes=changes)
    article.refresh_from_db()
    assert (article.version, article.url) == (1, URL)


def test_nobody_without_permission_learns_whether_a_record_is_there() -> None:
    for pk in (claims.article().pk, 0):
        with pytest.raises(NotAllowed):
            actions.edit_article(pk, actor=people.contributor(), seen=1, changes={})


def test_sha256_is_postgresqls_too() -> None:
    register("Ünï 𝄞.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sha256 = encode(sha256(convert_to(text, 'UTF8')), 'hex')"
                       " FROM claims_snapshot")  # fmt: skip
        assert cursor.fetchone() == (True,)


# --- What is known of it, and from where

UNDATED = PAGE.replace('<meta property="article:published_time"', '<meta name="nothing"')
DATED = "https://gazette.example/2026/03/02/chomage"


def dated_by_its_address(**about: Any) -> actions.articles.Registered:
    page = UNDATED.replace(URL, DATED).encode()
    return actions.register_article(read(page), **{"actor": None} | about)


def test_the_snapshot_keeps_where_each_thing_is_from() -> None:
    fields = register(PAGE).snapshot.metadata["fields"]
    origins = {name: known["origin"] for name, known in fields.items()}
    assert origins == {
        "title": "html", "author": "meta", "publisher": "opengraph", "published_on": "opengraph",
        "language": "html", "url": "html", "charset": "bytes",
    }  # fmt: skip
    assert fields["published_on"]["value"] == "2026-03-02"
    assert Snapshot.objects.get().metadata["fields"] == fields


def test_a_guessed_date_is_marked_until_somebody_confirms_it() -> None:
    article = dated_by_its_address().article
    assert (article.published_on, article.published_on_guessed) == (date(2026, 3, 2), True)
    reviewer = people.reviewer()
    actions.edit_article(
        article.pk, actor=reviewer, seen=1,
        changes={"author": "Ana", "published_on": date(2026, 3, 2)},
    )  # fmt: skip
    article.refresh_from_db()
    assert article.published_on_guessed  # a form posts every field: that confirms nothing
    actions.confirm_date(article.pk, actor=reviewer, seen=2)
    article.refresh_from_db()
    assert (article.published_on, article.published_on_guessed) == (date(2026, 3, 2), False)
    event = Event.objects.get(subject=article.uid, version=3)
    assert event.data == {"changes": {"published_on_guessed": [True, False]}}
    with pytest.raises(NotAllowed):
        actions.confirm_date(article.pk, actor=people.contributor(), seen=3)


@pytest.mark.parametrize("corrected", [date(2026, 3, 1), None])
def test_a_date_that_is_corrected_is_guessed_no_longer(corrected: date | None) -> None:
    article = dated_by_its_address().article
    changes = {"published_on": corrected}
    actions.edit_article(article.pk, actor=people.reviewer(), seen=1, changes=changes)
    article.refresh_from_db()
    assert (article.published_on, article.published_on_guessed) == (corrected, False)


def test_a_date_that_is_given_is_no_guess() -> None:
    assert not dated_by_its_address(published_on="2026-03-02").article.published_on_guessed


def test_a_date_that_is_given_later_takes_the_guesss_place() -> None:
    dated_by_its_address()
    for somebody, still in ((people.contributor(), True), (None, False)):
        again = dated_by_its_address(actor=somebody, published_on="2026-03-01")
        assert again.article.published_on_guessed is still
        assert again.kept == (("published_on",) if still else ())
    assert Article.objects.get().published_on == date(2026, 3, 1)


def test_no_guess_without_a_date() -> None:
    article = register("Un texte.").article
    with pytest.raises(IntegrityError, match="article_guessed_date_is_there"), transaction.atomic():
        journal.change(article, "article:edit", actor=None, published_on_guessed=True)


def test_what_is_given_for_a_known_article_is_told_to_be_kept() -> None:
    first = register("Un texte.", url=URL, title="Le titre", publisher="La Gazette")
    for text in ("Un texte.", "Un texte corrigé."):
        again = register(text, url=URL, title="Un autre", publisher="La Gazette", author="Ana")
        assert again.article == first.article
        assert again.kept == ("title", "author")
        assert "as “Le titre”. Kept as they were: title, author." in again.told_kept()
    assert register("Un texte.", url=URL, title="Le titre").told_kept() == ""


def test_a_page_in_another_language_than_it_says() -> None:
    registered = actions.register_article(read(PAGE.replace("fr_FR", "en").encode()), actor=None)
    assert registered.snapshot.language == "fr"
    assert registered.snapshot.metadata["notes"] == [
        {"field": "language", "value": "en", "origin": "html", "why": "contradicted"}
    ]

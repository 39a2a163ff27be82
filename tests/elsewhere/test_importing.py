"""A feed is taken in: what is new, what changed, what is as it was; twice is as once."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factcheck.elsewhere.actions import Report, importing
from factcheck.elsewhere.models import FeedImport, ImportedReview, ImportedVersion
from factcheck.elsewhere.reading import feed as feeds
from factcheck.elsewhere.reading import ratings
from factcheck.publications.models import PublishedClaim
from tests.factories.elsewhere import feed, imported, item, rating, review

pytestmark = pytest.mark.django_db


def counts(report: Report) -> dict[str, int]:
    return {name: count for name, count in report.counts.items() if count}


def test_a_review_is_stored_under_its_publishers_name_with_where_it_is_from() -> None:
    report = imported(item(1), item(2))
    assert counts(report) == {"new": 2}
    found = ImportedReview.objects.earliest("pk")
    assert (found.publisher, found.site, found.url) == (
        "Autre Desk", "autre.example", "https://autre.example/verif/1",
    )  # fmt: skip
    assert (found.rating_label, found.rating, found.rating_because) == ("Faux", "false", "by_words")
    version = found.all_versions.get()
    assert json.loads(version.raw) == item(1)
    assert (version.feed.name, version.place) == ("feed.json", "dataFeedElement[0].item[0]")
    assert version.document["claim"] == found.claim
    assert not PublishedClaim.objects.exists()


def test_a_second_import_changes_nothing() -> None:
    imported(item(1), item(2))
    before = list(ImportedReview.objects.values_list("pk", "version", "first_seen"))
    assert counts(imported(item(1), item(2))) == {"unchanged": 2}
    assert list(ImportedReview.objects.values_list("pk", "version", "first_seen")) == before
    assert ImportedVersion.objects.count() == 2
    for found in ImportedReview.objects.all():
        assert found.last_seen > found.first_seen
        assert found.last_feed == FeedImport.objects.latest("pk")


def test_what_says_something_else_is_a_new_version_and_the_old_one_is_kept() -> None:
    imported(item(1))
    later = item(1, datePublished="2026-03-09", reviewRating=rating("Mitigé", 3))
    assert counts(imported(later)) == {"updated": 1}
    found = ImportedReview.objects.get()
    assert (found.version, found.rating_label, found.rating) == (2, "Mitigé", "mixed")
    labels = [v.document["rating"]["label"] for v in found.all_versions.order_by("number")]
    assert labels == ["Faux", "Mitigé"]


def test_how_it_is_written_is_no_change() -> None:
    imported(item(1))
    same = item(
        1,
        claimReviewed="<p>Le taux de chômage a baissé de&nbsp;1 points.</p>",
        datePublished=["2026/03/07"],
        image="https://autre.example/logo.png",
    )
    assert counts(imported(same)) == {"unchanged": 1}


@pytest.mark.parametrize("url", ["http://www.autre.example/verif/1/?utm_source=x#top",
                                 "https://AUTRE.example:443/verif/1"])  # fmt: skip
def test_the_same_page_is_the_same_review(url: str) -> None:
    imported(item(1))
    imported(item(1, url=url))
    assert ImportedReview.objects.count() == 1


def test_one_page_may_check_several_claims() -> None:
    assert counts(imported(item(1), item(1, claimReviewed="Autre chose."))) == {"new": 2}


def test_the_same_twice_in_a_feed_is_told_and_a_newer_one_is_no_duplicate() -> None:
    later = item(1, datePublished="2026-03-09", reviewRating=rating("Mitigé", 3))
    feed = (item(1), item(1), later, item(2))
    assert counts(imported(*feed)) == {"new": 2, "duplicate": 1, "updated": 1}
    assert counts(imported(*feed)) == {"unchanged": 3, "duplicate": 1}
    assert ImportedReview.objects.get(rating="mixed").version == 2


def test_an_older_feed_does_not_bring_back_what_was_corrected() -> None:
    imported(item(1, dateModified="2026-04-01T10:00:00+02:00", reviewRating=rating("Vrai", 5)))
    report = imported(item(1, dateModified="2026-04-01T07:59:00Z"), item(2))
    assert counts(report) == {"older": 1, "new": 1}
    found = ImportedReview.objects.get(rating="true")
    assert (found.version, found.all_versions.count()) == (1, 2)
    # Known by now, whichever is seen again.
    assert counts(imported(item(1, dateModified="2026-04-01T07:59:00Z"))) == {"unchanged": 1}


def test_within_a_feed_the_first_is_believed_where_dates_do_not_tell() -> None:
    twice = item(1), item(1, author={"name": "autre.example"})
    assert counts(imported(*twice)) == {"new": 1, "duplicate": 1}
    found = ImportedReview.objects.get()
    assert (found.publisher, found.all_versions.count()) == ("Autre Desk", 2)
    assert counts(imported(*twice)) == {"unchanged": 2}


def test_without_dates_what_comes_later_is_later() -> None:
    imported(item(1, datePublished=None))
    imported(item(1, datePublished=None, reviewRating=rating("Vrai", 5)))
    assert ImportedReview.objects.get().rating == "true"


def test_a_table_that_knows_more_words_is_heard_at_the_next_import(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    imported(item(1, reviewRating=rating("Bonnet d’âne")))
    monkeypatch.setattr(ratings, "meaning", lambda label: "false")
    assert counts(imported(item(1, reviewRating=rating("Bonnet d’âne")))) == {"unchanged": 1}
    found = ImportedReview.objects.get()
    assert (found.rating, found.rating_because, found.version) == ("false", "by_words", 1)


def test_each_item_is_in_one_count_and_what_is_refused_is_kept_with_the_import() -> None:
    told: list[Any] = []
    broken = item(3, url="javascript:1"), item(4, claimReviewed="", itemReviewed=None), None
    report = imported(item(1), item(1), *broken, tell=told.append)
    assert report.read == 5 and counts(report) == {"new": 1, "duplicate": 1, "refused": 3}
    assert [(r.code, r.url) for r in told] == [
        ("other_scheme", ""), ("no_claim", "https://autre.example/verif/4"), ("no_object", ""),
    ]  # fmt: skip
    stored = FeedImport.objects.get()
    assert stored.counts == counts(report)
    assert [r["place"] for r in stored.refusals] == [
        f"dataFeedElement[{n}].item[0]" for n in (2, 3, 4)
    ]
    assert stored.refused_because == {"other_scheme": 1, "no_claim": 1, "no_object": 1}
    assert stored.finished_at and not stored.stopped


def test_what_was_dropped_of_an_accepted_item_is_kept_with_its_version() -> None:
    report = imported(item(1, datePublished="07/03/2026"))
    note = {"field": "published", "why": "ambiguous_date", "value": "07/03/2026"}
    assert ImportedVersion.objects.get().notes == [note]
    assert report.notes == {("published", "ambiguous_date"): 1}
    assert ImportedReview.objects.get().reviewed_on is None


def test_a_dry_run_tells_the_same_and_stores_nothing() -> None:
    feed = (item(1), item(1), item(2, url=None))
    dry, real = imported(*feed, dry_run=True), None
    assert not FeedImport.objects.exists() and not ImportedReview.objects.exists()
    real = imported(*feed)
    assert dry.as_json() | {"dry_run": False} == real.as_json()


def test_a_feed_that_is_cut_keeps_what_came_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "_ITEMS", 2)
    whole = json.dumps(feed(*map(item, range(1, 6)))).encode()
    report = importing.import_feed(iter([whole[:-300]]), "feed.json")
    assert (report.stopped, report.stopped_at) == ("cut", "dataFeedElement[4]")
    assert counts(report) == {"new": 4}
    assert FeedImport.objects.get().stopped == "cut"
    assert counts(imported(*map(item, range(1, 6)))) == {"unchanged": 4, "new": 1}


def test_a_reader_that_fails_keeps_what_came_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "LARGEST", 100)  # what is longer is read piece by piece

    def failing() -> Iterator[bytes]:
        yield b"[" + json.dumps(item(1)).encode() + b","
        raise OSError("disk on fire")

    report = importing.import_feed(failing(), "feed.json")
    assert (report.stopped, report.stopped_at) == ("failed", "disk on fire")
    assert counts(report) == {"new": 1}


def test_a_batch_is_stored_wholly_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "_ITEMS", 2)

    def killed(report: Report) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        imported(*map(item, range(1, 6)), progress=killed)
    unfinished = FeedImport.objects.get()
    assert unfinished.finished_at is None and unfinished.counts == {"new": 2}
    assert ImportedReview.objects.count() == 2


def test_a_batch_takes_as_many_statements_however_many_items() -> None:
    def statements(*numbers: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            imported(*map(item, numbers))
        return len(queries)

    statements(1)
    few, many = statements(1, 2, 3), statements(*range(2, 60))
    assert few == many


def test_hostile_words_are_stored_as_words() -> None:
    words = "'; DROP TABLE x; -- \\ %s {} \x00 \ud800 \u202e <script>1</script> 🙂"
    found = review(1, claimReviewed=f"Ceci {words}", headline=words, reviewRating=rating(words))
    assert found.claim == "Ceci '; DROP TABLE x; -- \\ %s {} 🙂"
    assert json.loads(found.all_versions.get().raw)["headline"] == words

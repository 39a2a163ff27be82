"""Two imports of the same feed at once: each review is stored once, and neither fails."""

import pytest

from factcheck.elsewhere.actions import importing
from factcheck.elsewhere.models import ImportedReview, ImportedVersion
from tests import raw
from tests.factories.elsewhere import imported, item
from tests.together import together


@pytest.mark.usefixtures("committed")
def test_each_review_is_stored_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "_ITEMS", 3)  # many batches, so that they meet
    feed = [item(number) for number in range(20)]

    def run() -> None:
        imported(*feed)

    assert together(run, run, run) == [None] * 3
    assert ImportedReview.objects.count() == ImportedVersion.objects.count() == 20
    assert raw.run("SELECT count(*) FROM elsewhere_matchitem") == [(20,)]
    [[new]] = raw.run("SELECT sum((counts->>'new')::int) FROM elsewhere_feedimport")
    assert new == 20

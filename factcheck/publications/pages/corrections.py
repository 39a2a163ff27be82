"""Everything that was corrected or withdrawn, the newest first, in pages."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from factcheck.publications.formats import atom, queries
from factcheck.publications.pages import answering
from factcheck.publications.pages.languages import Spoken
from factcheck.publications.rendering import corrected
from factcheck.publications.rendering.shell import address
from factcheck.publications.replica import may_answer

_EACH = 20


@require_safe
@may_answer
def corrections(request: HttpRequest) -> HttpResponseBase:
    given = request.GET.get("before", "")
    # What is no number of ours is as none: the newest are shown.
    before = int(given) if re.fullmatch("[0-9]{1,18}", given, re.ASCII) else None
    rows = queries.corrections(_EACH + 1, before)

    def context(spoken: Spoken) -> dict[str, Any]:
        last = rows[_EACH - 1].number if len(rows) > _EACH else None
        return {
            "items": [corrected.item(row) for row in rows[:_EACH]],
            "before": before,
            "corrections_feed": atom.corrections_url(),
            "next": last and address("corrections", spoken.asked, before=last),
        }

    keeps = {"before": before} if before is not None else {}
    shows = list(map(corrected.tag, rows))
    return answering.page(request, "corrections", shows, context, keeps=keeps)

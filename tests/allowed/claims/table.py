"""Claims: who may do what in which situation. From the design's table of triage.

`in hands` is accepted, and somebody is writing its review; `public` is accepted, and its verdict is
published. Every claim's article has changed where it stood, so that there is a passage to settle.
"""

from tests.allowed.tables import CONFLICT, REVIEWERS, Row, Unless

_LIVE = "suggested, accepted, in hands, public"

TABLE: dict[str, Row] = {
    # suggested → accepted: accept (edits welcome): reviewer
    "accept": Row(REVIEWERS, "suggested"),
    # suggested → dismissed: dismiss (reason): reviewer
    "dismiss": Row(REVIEWERS, "suggested"),
    # suggested, accepted → duplicate: merge into another claim: reviewer. A published claim is
    # never merged away silently, nor what somebody else is at work on.
    "merge": Row(
        REVIEWERS, "suggested, accepted, in hands", (Unless("not holder", CONFLICT, "in hands"),)
    ),
    # dismissed, duplicate → suggested: restore: reviewer
    "restore": Row(REVIEWERS, "dismissed, duplicate"),
    # Its wording is corrected, and its passage looked at, as long as it is on the desk.
    "edit": Row(REVIEWERS, _LIVE),
    "acknowledge": Row(REVIEWERS, _LIVE),
    "place": Row(REVIEWERS, _LIVE),
}

LEADS_TO = {
    "accept": "accepted",
    "dismiss": "dismissed",
    "merge": "duplicate",
    "restore": "suggested",
}

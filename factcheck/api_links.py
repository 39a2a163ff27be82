"""Which answer of the API leads to which question: the schema's links (OpenAPI, Link Object).

A table of names alone, so that each room describes its own answers: a client that was made of the
schema can go from a verdict to its versions, from an endpoint to what was sent to it.
"""

from typing import Any, NamedTuple


class Link(NamedTuple):
    """From the answer of an operation to another operation, whose `parameters` are taken from it
    by runtime expressions; `body` those members of what is sent that are."""

    operation: str
    to: str
    parameters: dict[str, str] = {}
    body: dict[str, str] | None = None


_ID = {"id": "$response.body#/id"}
_FIRST = {"id": "$response.body#/results/0/id"}
_NEXT = {"cursor": "$response.body#/next"}
_ANNOTATION = "$response.body#/annotations/0"
_SAME = {"id": "$request.path.id"}

LINKS = (
    Link("listVerdicts", "getVerdict", _FIRST),
    Link("listVerdicts", "listVersions", _FIRST),
    Link("listVerdicts", "listVerdicts", _NEXT),
    Link("listChanges", "getVerdict", _FIRST),
    Link("listChanges", "listChanges", _NEXT),
    Link("getVerdict", "listVersions", _ID),
    Link("getVerdict", "askForCorrection", body={"verdict": "$response.body#/id"}),
    Link("listVersions", "getVerdict", _SAME),
    Link("matchTexts", "getVerdict", {"id": "$response.body#/results/0/matches/0/verdict/id"}),
    Link("annotateText", "getVerdict", {"id": f"{_ANNOTATION}/matches/0/verdict/id"}),
    Link("askForCorrection", "getCorrectionRequest", _ID),
    Link("listCorrectionRequests", "getCorrectionRequest", _FIRST),
    Link("listCorrectionRequests", "listCorrectionRequests", _NEXT),
    Link("getCorrectionRequest", "getVerdict", {"id": "$response.body#/verdict"}),
    Link("createKey", "revokeKey", _ID),
    *(
        Link(source, target, place)
        for source, place in (("createWebhook", _ID), ("listWebhooks", _FIRST))
        for target in (
            "getWebhook", "changeWebhook", "rotateWebhookSecret", "challengeWebhook",
            "pauseWebhook", "resumeWebhook", "testWebhook", "replayDeliveries", "listDeliveries",
        )
    ),
    Link("createWebhook", "deleteWebhook", _ID),
    Link("pauseWebhook", "resumeWebhook", _ID),
    Link("deleteWebhook", "getWebhook", _SAME),
    Link("testWebhook", "getDelivery", {**_SAME, "delivery": "$response.body#/id"}),
    Link("listDeliveries", "getDelivery", {**_SAME, "delivery": "$response.body#/results/0/id"}),
    Link("listDeliveries", "listDeliveries", {**_SAME, **_NEXT}),
)  # fmt: skip


def with_links(result: dict[str, Any], **_more: Any) -> dict[str, Any]:
    """The schema with them, at each answer that succeeds (a hook of drf-spectacular)."""
    operations = {
        operation["operationId"]: operation
        for path in result["paths"].values()
        for operation in path.values()
    }
    for link in LINKS:
        if link.to not in operations:
            raise LookupError(f"There is no operation {link.to}.")
        described: dict[str, Any] = {"operationId": link.to}
        if link.parameters:
            described["parameters"] = link.parameters
        if link.body:
            described["requestBody"] = link.body
        for status, answer in operations[link.operation]["responses"].items():
            if status.startswith("2"):
                answer.setdefault("links", {})[link.to] = described
    return result

"""What a message says: a thin hint in JSON. Whoever wants the verdict reads it from the API."""

from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from factcheck.partners.models import Delivery
from factcheck.partners.webhooks import events
from factcheck.publications.document import timestamp

#: What has to be loaded with a delivery.
RELATED = ("webhook", "entry__publication")


def body(delivery: Delivery) -> bytes:
    """The same bytes at every attempt. The delivery comes with `RELATED`."""
    if delivery.entry:
        at = delivery.entry.publication.published_at
        data = _of_verdict(delivery)
    else:
        at, data = delivery.created_at, {"endpoint": str(delivery.webhook.uid)}
        if delivery.event == events.CHALLENGE:
            data["challenge"] = challenge(delivery.uid)
    return orjson.dumps({"type": delivery.event, "timestamp": timestamp(at), "data": data})


def _of_verdict(delivery: Delivery) -> dict[str, Any]:
    said = delivery.entry.publication  # type: ignore[union-attr]
    return {
        "id": str(said.verdict),
        "version": said.version,
        "kind": said.kind,
        "sequence": delivery.entry_id,
        "url": f"{settings.PUBLIC_BASE_URL}/api/v1/verdicts/{said.verdict}/",
    }


def challenge(uid: UUID) -> str:
    """What an endpoint has to repeat to this challenge; nobody else can know it."""
    return salted_hmac("factcheck.webhooks.challenge", uid.hex, algorithm="sha256").hexdigest()[:40]


def repeats(answer: bytes, uid: UUID) -> bool:
    """Whether an answer repeats the challenge: as text, or as JSON `{"challenge": "…"}`."""
    text = answer.strip()
    try:
        said = orjson.loads(text)
    except orjson.JSONDecodeError:
        said = text.decode("utf-8", "replace")
    if isinstance(said, dict):
        said = said.get("challenge")
    return isinstance(said, str) and constant_time_compare(said, challenge(uid))

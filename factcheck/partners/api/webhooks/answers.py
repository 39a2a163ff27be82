"""Endpoints and deliveries in the API's terms."""

from typing import Any

from factcheck.partners.models import Delivery, DeliveryAttempt
from factcheck.publications.document import timestamp


def webhook(row: Any) -> dict[str, Any]:
    """An endpoint `with_backlog`, with its live secrets as `live`."""
    return {
        "id": str(row.uid),
        "url": row.url,
        "label": row.label,
        "events": row.events,
        "status": row.status,
        "status_since": timestamp(row.status_since),
        "because": row.because,
        "created_at": timestamp(row.created_at),
        "secrets": [
            {"created_at": timestamp(each.created_at), "ends_at": _moment(each.ends_at)}
            for each in row.live
        ],
        "backlog": _backlog(row),
    }


def _backlog(row: Any) -> dict[str, Any]:
    return {
        "position": row.reach.position,
        "ahead": row.ahead,
        "waiting": row.waiting,
        "dead": row.dead,
        "oldest_waiting_since": _moment(row.oldest),
        "delivered_at": _moment(row.reach.delivered_at),
        "failing_since": _moment(row.reach.failing_since),
    }


def delivery(row: Delivery) -> dict[str, Any]:
    """A delivery with its entry's publication."""
    said = row.entry.publication if row.entry else None
    return {
        "id": row.message,
        "event": row.event,
        "sequence": row.entry_id,
        "verdict": str(said.verdict) if said else None,
        "version": said.version if said else None,
        "status": row.status,
        "attempts": row.attempts,
        "next_attempt_at": _moment(row.next_attempt_at),
        "http_status": row.http_status,
        "seconds": row.seconds,
        "error": row.error,
        "created_at": timestamp(row.created_at),
        "finished_at": _moment(row.finished_at),
    }


def attempt(row: DeliveryAttempt) -> dict[str, Any]:
    return {
        "number": row.number,
        "began_at": timestamp(row.began_at),
        "seconds": row.seconds,
        "delivered": row.ok,
        "http_status": row.http_status,
        "error": row.error,
        "response": row.response,
    }


def _moment(at: Any) -> str | None:
    return timestamp(at) if at else None

"""Log lines as JSON objects, one a line, for whatever collects them."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

import orjson

_FACTS = ("method", "path", "status", "milliseconds")


class JsonLines(logging.Formatter):
    """time (RFC 3339), level, logger, message, request_id; a traceback in `error`."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", "-"),
        }
        said |= {name: getattr(record, name) for name in _FACTS if hasattr(record, name)}
        if record.exc_text or record.exc_info:
            said["error"] = record.exc_text or self.formatException(record.exc_info)  # type: ignore[arg-type]
        try:
            return orjson.dumps(said, default=str).decode()
        except TypeError:  # a lone surrogate, of something that was no text
            return json.dumps(said, default=str)

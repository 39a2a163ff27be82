"""No API key in a log: `key=` of a URL is blotted out of every line, and so is a key anywhere else.

Of our keys the id stays: it says which one to revoke, and opens nothing.
"""

import logging
import re

_REDACTED = "[redacted]"
_PARAMETER = re.compile(r"((?:^|[?&\s\"'])(?:k|%6b)(?:e|%65)(?:y|%79)=)[^&\s\"'#]+", re.IGNORECASE)
_KEY = re.compile(r"(fck(?:_|%5f)live(?:_|%5f)[0-9A-Za-z]{8})[0-9A-Za-z_%]+", re.IGNORECASE)


def redacted(text: str) -> str:
    """The text without keys."""
    return _KEY.sub(rf"\1_{_REDACTED}", _PARAMETER.sub(rf"\1{_REDACTED}", text))


class WithoutKeys(logging.Filter):
    """For a handler: it passes every record, its message and its traceback redacted."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        clean = redacted(message)
        if clean != message:
            record.msg, record.args = clean, ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = redacted(record.exc_text)
        return True

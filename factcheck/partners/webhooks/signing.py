"""The headers of a message by Standard Webhooks 1.0: its id, its time, and who it is from. Pure."""

import base64
import hmac
from collections.abc import Iterable


def headers(message: str, seconds: int, body: bytes, keys: Iterable[bytes]) -> dict[str, str]:
    """`message` is its id, `seconds` the time of this attempt since 1970, UTC.

    With several keys there is a signature for each: a receiver needs only one of them to fit, so
    that a secret can be changed without a gap.
    """
    signed = b"%s.%d.%s" % (message.encode(), seconds, body)
    signatures = [base64.b64encode(hmac.digest(key, signed, "sha256")).decode() for key in keys]
    return {
        "webhook-id": message,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }

"""What the schema says of a partner's limits, at every answer of the API that is counted: the
headers of the IETF's draft (draft-ietf-httpapi-ratelimit-headers).
"""

from drf_spectacular.utils import OpenApiParameter

#: Whoever got no further than the door was not counted: 401, 406, 503.
_COUNTED = [200, 201, 202, 204, 304, 400, 403, 404, 409, 410, 413, 415, 429]
HEADERS = [
    OpenApiParameter(
        name, {"type": kind}, OpenApiParameter.HEADER, description=help, response=codes
    )
    for name, kind, help, codes in (
        ("RateLimit-Policy", "string", "Your limits: requests (q) in seconds (w).", _COUNTED),
        ("RateLimit", "string", "What is left of each (r), for how many seconds (t).", _COUNTED),
        ("Retry-After", "integer", "Seconds until the limit lets you through again.", [429]),
    )
]

"""/metrics: the desk's numbers in Prometheus' text format (0.0.4), for whoever has the token."""

from collections.abc import Iterator
from secrets import compare_digest

from django.conf import settings
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from factcheck.operations.measures import Look, Sample, looks

_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_ESCAPES = str.maketrans({"\\": r"\\", "\n": r"\n", '"': r"\""})


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """They tell what is not published (how much is under way): so there is none without a token."""
    if not settings.METRICS_TOKEN:
        raise Http404
    given = request.headers.get("Authorization", "")
    if not compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()):
        answer = HttpResponse("Send METRICS_TOKEN as a bearer token.\n", _CONTENT_TYPE, status=401)
        answer["WWW-Authenticate"] = 'Bearer realm="metrics"'
        return answer
    try:
        text = "".join(line for look in looks() for line in _lines(look))
    except Error:
        return HttpResponse("The database cannot be reached.\n", _CONTENT_TYPE, status=503)
    return HttpResponse(text, _CONTENT_TYPE)


def _lines(look: Look) -> Iterator[str]:
    """The samples of one measure stand together, as the format asks for."""
    rows = list(look.take())
    for place, each in enumerate(look.measures):
        yield f"# HELP {each.name} {each.help}\n# TYPE {each.name} {each.kind}\n"
        for row in rows:
            if (sample := row[place]) is not None:
                yield f"{each.name}{_labels(sample)} {sample.value:.17g}\n"


def _labels(sample: Sample) -> str:
    pairs = [f'{name}="{value.translate(_ESCAPES)}"' for name, value in sample.labels.items()]
    return f"{{{','.join(pairs)}}}" if pairs else ""

"""What a reader is shown where there is nothing: a way to what they may have looked for."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from factcheck.publications.pages import answering, languages
from factcheck.publications.rendering import shell


def not_found(request: HttpRequest) -> HttpResponse:
    spoken = languages.of(request)
    html = shell.html("not_found", spoken.code, {}, lang=spoken.asked)
    response = HttpResponse(html, content_type=answering.HTML, status=404)
    response["Content-Language"] = spoken.code
    patch_vary_headers(response, spoken.vary)
    return response

"""Which language one of our own pages speaks: what its address asks for, else what the browser
prefers. So a CDN keeps a copy of each, and a link carries the choice on."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from factcheck.publications.rendering.shell import Tongue, absolute, address

PARAMETER = "lang"


class Spoken(NamedTuple):
    """The language of a page, and whether its address asked for it."""

    code: str
    asked: str

    @property
    def vary(self) -> tuple[str, ...]:
        """The headers of the request that the page depends on."""
        return () if self.asked else ("Accept-Language",)


def of(request: HttpRequest) -> Spoken:
    """A language that we do not speak, or that is none, is as if nothing was asked for."""
    asked = request.GET.get(PARAMETER, "")
    if asked in dict(settings.LANGUAGES):
        return Spoken(asked, asked)
    return Spoken(_preferred(request.headers.get("Accept-Language", "")), "")


def tongues(way: str, keeps: Mapping[str, Any]) -> list[Tongue]:
    """One of our own pages in each language, with what is asked of it."""
    return [
        Tongue(code, name, absolute(address(way, code, **keeps)))
        for code, name in settings.LANGUAGES
    ]


def _preferred(accepted: str) -> str:
    for tag, _weight in parse_accept_lang_header(accepted):
        try:
            return translation.get_supported_language_variant(tag)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE

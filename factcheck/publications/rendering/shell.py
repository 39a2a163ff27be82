"""What is around every public page: the desk's name, the ways to go, and our words in one language.

Our own pages may say in their address which language they speak (`lang`); their links then keep it.
"""

from datetime import UTC
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

_WAYS = {
    "home": _("Latest"),
    "search": _("Search"),
    "corrections": _("Corrections"),
    "methodology": _("How we check"),
}
# Those of BCP 47's languages and scripts that are written from right to left.
_FROM_THE_RIGHT = {
    "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "pnb", "ps", "sd", "syr", "ug", "ur", "yi",
    "arab", "hebr", "nkoo", "syrc", "thaa",
}  # fmt: skip


class Way(NamedTuple):
    """A link of the masthead."""

    url: str
    label: str
    is_here: bool


class Tongue(NamedTuple):
    """A language that this page can be read in."""

    code: str
    name: str
    url: str


def html(
    template: str, spoken: str, context: dict[str, Any], *, here: str = "", lang: str = ""
) -> str:
    """A page as HTML. `here` names its way, `lang` is the language that its links ask for."""
    with translation.override(spoken), timezone.override(UTC):
        around = frame(spoken, here=here, lang=lang)
        return render_to_string(f"publications/public/{template}.html", around | context)


def frame(spoken: str, *, here: str = "", lang: str = "") -> dict[str, Any]:
    """What `publications/public/base.html` needs, whatever stands in it."""
    return {
        "spoken": spoken,
        "desk": settings.FACTCHECK_ORGANIZATION_NAME,
        "desk_url": settings.FACTCHECK_ORGANIZATION_URL,
        "ways": [Way(address(way, lang), str(label), way == here) for way, label in _WAYS.items()],
        "lang": lang,
        "ask": f"?lang={lang}" if lang else "",
    }


def address(way: str, lang: str = "", **query: Any) -> str:
    """The path of one of our own pages, with what is asked of it and the language to answer in."""
    asked = {**query, "lang": lang}
    given = urlencode({name: value for name, value in asked.items() if value not in ("", None)})
    return reverse(way) + (f"?{given}" if given else "")


def absolute(path: str) -> str:
    """A path of ours as the world reaches it."""
    return settings.PUBLIC_BASE_URL + path


def direction(language: str) -> str:
    """Which way a language (BCP 47) is written: "ltr" or "rtl"."""
    first, *others = language.lower().split("-")
    scripts = [part for part in others if len(part) == 4]
    return "rtl" if _FROM_THE_RIGHT & {*(scripts or [first])} else "ltr"


def tongue(language: str) -> str:
    """A language's own name for itself; its tag where we do not know it."""
    try:
        return translation.get_language_info(language.lower())["name_local"]
    except KeyError:
        return language

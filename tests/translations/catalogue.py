"""The French of the desk: what is to be translated, read from the sources, and the catalogue.

Babel does it in Python, so that nobody needs GNU gettext. `make messages` brings the catalogue up
to date with the sources and compiles it; `test_french.py` tells when somebody forgot to.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("claims", "factcheck", "reviews")
FRENCH = ROOT / "factcheck" / "locale" / "fr" / "LC_MESSAGES" / "django.po"

_KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (1,)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
_INDENTED = re.compile(r"^[ \t]+", re.MULTILINE)
#: The file does not say when it was written: nothing changes where nothing changed.
_WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)


def sources() -> Iterator[Path]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*")):
            if path.suffix in (".py", ".html") and "migrations" not in path.parts:
                yield path


def template() -> Catalog:
    """Every text that the sources give to gettext, and the files that it is in."""
    found = Catalog(creation_date=_WRITTEN)
    for path in sources():
        text, name = path.read_text(), str(path.relative_to(ROOT))
        # A template's lines are indented as its reader likes; as Python they would have to agree.
        code = _INDENTED.sub("", templatize(text, origin=name)) if path.suffix == ".html" else text
        for _line, message, comments, context in extract(
            "python", BytesIO(code.encode()), _KEYWORDS, ("Translators:",)
        ):
            found.add(message, None, [(name, 1)], auto_comments=comments, context=context)
    return found


def stored(path: Path = FRENCH) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="fr", ignore_obsolete=True)


def up_to_date() -> Catalog:
    """The stored catalogue with what the sources say now: new texts empty, gone ones left out."""
    french = stored()
    french.update(template(), no_fuzzy_matching=True)
    french.obsolete.clear()
    french.revision_date = _WRITTEN
    return french


def forms(message: Any) -> tuple[str, ...]:
    """Its French: one text, or one for each number that the plural knows."""
    text = message.string or ""
    return text if isinstance(text, tuple) else (text,)


def untranslated(french: Catalog) -> list[Any]:
    """Messages without a French text, or without all of its plural's."""
    return [found for found in french if found.id and not all(forms(found))]


def compiled(french: Catalog) -> bytes:
    buffer = BytesIO()
    write_mo(buffer, french)
    return buffer.getvalue()


def save(french: Catalog) -> None:
    with FRENCH.open("wb") as file:
        write_po(
            file, french, width=0, include_lineno=False, sort_output=True,
            omit_header=False, ignore_obsolete=True,
        )  # fmt: skip
    FRENCH.with_suffix(".mo").write_bytes(compiled(french))

"""What it takes to read a language, as lists of words: abbreviations, months, units …

Entries stand on lines or between commas, in `[sections]`; lines that begin with # are comments.
"""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "lists"

Sections = dict[str, list[str]]


class Writing:
    def __init__(self, language: str, sections: Sections) -> None:
        self.language = language
        self._sections = sections

    def entries(self, section: str) -> list[str]:
        """A section, as it stands in the file."""
        return self._sections[section]

    @cache  # noqa: B019 - lists live as long as the process
    def words(self, section: str) -> frozenset[str]:
        return frozenset(entry.lower() for entry in self.entries(section))


@cache
def load(language: str) -> Writing:
    return Writing(language, sections_of(language))


def sections_of(language: str) -> Sections:
    return read(_FOLDER / f"{language}.txt")


def read(file: Path) -> Sections:
    """The lists of a file, by their names."""
    sections: Sections = {}
    entries: list[str] = []
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("["):
            entries = sections.setdefault(line.strip("[] "), [])
        elif not line.startswith("#"):
            entries += [entry.strip() for entry in line.split(",") if entry.strip()]
    return sections

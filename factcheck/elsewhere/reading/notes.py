"""What was dropped of a review that is used, and why. Pure."""

_MOST, _LONGEST = 30, 200


class Notes:
    """In the order in which it was found; the same once. `why` is a code of `reasons`."""

    def __init__(self) -> None:
        self.all: list[dict[str, str]] = []

    def add(self, field: str, why: str, value: object = "") -> None:
        note = {"field": field, "why": why, "value": shown(value)}
        if note not in self.all and len(self.all) < _MOST:
            self.all.append(note)


def shown(value: object) -> str:
    """As much of it as a line shows, without what is no text."""
    text = str(value)[:_LONGEST]
    return "".join(c if c.isprintable() else " " for c in text).strip()

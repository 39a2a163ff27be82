"""Reading settings from the environment (12-factor), with clear errors. Standard library only."""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from factcheck import whole


def text(name: str, default: str = "") -> str:
    """The variable's value; one that is set but empty counts as unset."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    value = text(name).lower()
    if value in {"", "1", "true", "yes", "on", "0", "false", "no", "off"}:
        return value in {"1", "true", "yes", "on"} if value else default
    raise ValueError(f"{name} must be true or false, not {value!r}.")


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ValueError(f"{name} must be a whole number, not {value!r}.") from None


def directory(name: str) -> Path | None:
    """A directory's absolute path, as other processes understand it too."""
    value = text(name)
    if value and not Path(value).is_absolute():
        raise ValueError(f"{name} must be an absolute path, not {value!r}.")
    return Path(value) if value else None


def fraction(name: str, default: float) -> float:
    value = text(name, str(default))
    try:
        number = float(value)
    except ValueError:
        number = -1
    if not 0 <= number <= 1:
        raise ValueError(f"{name} must be a number from 0 to 1, not {value!r}.")
    return number


def _random() -> str:
    return secrets.token_urlsafe(50)


def kept_secret(path: Path, make: Callable[[], str] = _random) -> str:
    """A secret made on first use and kept in `path` (mode 0600), for a trial on one machine."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        parent = path.parent.stat()  # as root in somebody's checkout: it stays theirs
        owner = (parent.st_uid, parent.st_gid) if os.geteuid() == 0 else None
        with suppress(FileExistsError):  # another process was first
            whole.write(path, make(), mode=0o600, over=False, owner=owner)
    return path.read_text().strip()

"""Files that are there whole, or not at all: whoever looks never finds half of one.

Each is written beside its place, brought to the disk, and named last. Standard library only.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def write(
    path: Path,
    content: str,
    *,
    mode: int = 0o666,
    over: bool = True,
    owner: tuple[int, int] | None = None,
) -> None:
    """The file, in UTF-8. What is there is replaced, or, unless `over`, left as it is.

    Raises FileExistsError then, and OSError where it cannot be written: nothing of it is left.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        if owner:
            os.chown(draft, *owner)
        if over:
            draft.replace(path)
        else:
            _name_unless_taken(draft, path)
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()


def _name_unless_taken(draft: Path, path: Path) -> None:
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:  # a disk without links, such as a stick
        if path.exists():
            raise FileExistsError(17, os.strerror(17), str(path)) from None
        draft.rename(path)

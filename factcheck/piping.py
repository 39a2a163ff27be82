"""Commands that programs and people pipe bytes into and out of."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from django.core.management.base import CommandError


def open_bytes(name: str) -> IO[bytes]:
    """The file, or stdin for "-". Raises CommandError, which says what is wrong with it."""
    if name == "-":
        return sys.stdin.buffer
    try:
        return Path(name).open("rb")
    except FileNotFoundError:
        raise CommandError(f"There is no file {name}.") from None
    except IsADirectoryError:
        raise CommandError(f"{name} is a directory: give one file.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CommandError(f"{name} cannot be read: {reason}.") from None


def print_bytes(stdout: Any, chunks: Iterable[bytes]) -> None:
    """To a command's `stdout`, piece by piece: in UTF-8, whatever the terminal thinks that it
    speaks. Raises CommandError where not all of it could be written, such as on a full disk."""
    binary = getattr(stdout._out, "buffer", None)
    if binary is None:
        stdout.write("".join(chunk.decode() for chunk in chunks), ending="")
        return
    try:
        for chunk in chunks:
            binary.write(chunk)
        binary.flush()
    except OSError as error:
        # Python would try once more at its end, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), binary.fileno())
        if isinstance(error, BrokenPipeError):
            return  # whoever read it has had enough, such as `head`
        raise CommandError(
            f"It is not whole: it could not be written to its end ({error.strerror})."
        ) from None

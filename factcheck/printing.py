"""Printing what a program will read: bytes as they are, piece by piece."""

import os
from collections.abc import Iterable
from typing import Any


def print_bytes(stdout: Any, chunks: Iterable[bytes]) -> None:
    """To a command's `stdout`: in UTF-8, whatever the terminal thinks that it speaks."""
    binary = getattr(stdout._out, "buffer", None)
    if binary is None:
        stdout.write("".join(chunk.decode() for chunk in chunks), ending="")
        return
    try:
        for chunk in chunks:
            binary.write(chunk)
    except BrokenPipeError:
        # Whoever read it has had enough, such as `head`; Python would complain once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), binary.fileno())

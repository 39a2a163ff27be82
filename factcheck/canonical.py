"""Canonical JSON (RFC 8785) and its SHA-256: how the desk says 'exactly this content'."""

import hashlib
from typing import Any

import rfc8785


def canonical_bytes(value: Any) -> bytes:
    """The one UTF-8 form of a JSON value: sorted keys, no spaces, ECMAScript numbers (RFC 8785).

    Raises ValueError for what JSON cannot hold exactly (NaN, integers over 2^53, lone surrogates).
    """
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise ValueError(f"This cannot be written as canonical JSON: {error}") from error


def digest(value: Any) -> str:
    """Hexadecimal SHA-256 of the canonical form."""
    return hashlib.sha256(canonical_bytes(value)).hexdigest()

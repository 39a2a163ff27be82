"""The key that signs the record: a file outside the database, which the worker alone needs."""

import base64
import binascii
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from factcheck import environment
from factcheck.publications.sealing.notes import Signer


def origin() -> str:
    """Whose record it is, as it stands in every head: the public address without its scheme."""
    return urlsplit(settings.PUBLIC_BASE_URL).netloc + "/record"


def signer() -> Signer | None:
    """The private key, or None where there is none here.

    Raises ImproperlyConfigured for a file that holds no key.
    """
    path = settings.RECORD_KEY_FILE
    if not path:
        return None
    if settings.EMBEDDED_DATABASE:  # a trial on one machine makes its own
        environment.kept_secret(Path(path), new_key)
    try:
        return Signer(origin(), seed(Path(path)))
    except (OSError, ValueError, binascii.Error) as error:
        raise ImproperlyConfigured(
            f"RECORD_KEY_FILE: {path} holds no key ({error}). Make one with make_record_key."
        ) from None


def seed(path: Path) -> bytes:
    """The 32 bytes that a key's file holds. Raises OSError, ValueError."""
    return base64.b64decode(path.read_text().strip(), validate=True)


def new_key() -> str:
    """A private key as its file holds it: 32 random bytes in Base64."""
    return base64.b64encode(secrets.token_bytes(32)).decode()

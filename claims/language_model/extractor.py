"""The extractor of the settings: `claims.language_model.extract`."""

from datetime import date
from urllib.parse import urlsplit

from django.conf import settings

from claims import extraction
from claims.extraction import Found, model
from claims.extraction.model import NoAnswer
from claims.language_model.chat import Chat, Server

_LONGEST_WAIT = 900  # seconds; the desk takes a search for lost after some more
_LONGEST_NAME = 80  # with `model:` and the prompt's version it is kept with each claim


class ModelExtractor:
    """Finds claims as the rules do, and has a language model choose, word and attribute them."""

    #: It may take minutes: the desk's pages leave it to the worker.
    slow = True

    def __call__(self, text: str, *, language: str, published_on: date | None = None) -> Found:
        sentences = extraction.extract(text, language=language, published_on=published_on)
        try:
            server = _server()
        except NoAnswer as none:
            return Found(sentences, trouble=none.code, detail=none.detail)
        chat = Chat(server, min(settings.FACTCHECK_MODEL_TIMEOUT, _LONGEST_WAIT))
        return model.extract(text, sentences, language=language, ask=chat.ask, name=server.name)


extract = ModelExtractor()


def _is_base(url: str) -> bool:
    """Of an API's addresses: without a user, whose password would be told along with it."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not (
            "@" in parts.netloc or parts.query or parts.fragment
        )  # fmt: skip
    except ValueError:
        return False


def _server() -> Server:
    """The server of the settings. Raises NoAnswer with the one that is missing or unfit."""
    url, name = settings.FACTCHECK_MODEL_URL, settings.FACTCHECK_MODEL_NAME
    key = settings.FACTCHECK_MODEL_KEY
    if not _is_base(url):
        raise _unfit("URL")
    if not name or len(name) > _LONGEST_NAME:
        raise _unfit("NAME")
    if not (key.isascii() and key.isprintable()):
        raise _unfit("KEY")
    return Server(url.rstrip("/"), name, key, settings.FACTCHECK_MODEL_MAX_TOKENS)


def _unfit(setting: str) -> NoAnswer:
    return NoAnswer("not_configured", f"FACTCHECK_MODEL_{setting}")

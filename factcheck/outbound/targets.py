"""Which web addresses are asked at all: the part of the check that needs no name server.

What a name stands for is decided when it is connected to (`transport`); this refuses what cannot
be meant, in words, before anything is looked up.
"""

import re
from collections.abc import Set
from dataclasses import dataclass
from ipaddress import ip_address

import httpx
from django.utils.translation import gettext as _

from factcheck.outbound.addresses import is_public
from factcheck.outbound.errors import Refused

PORTS = frozenset({80, 443})
_LONGEST = 2_000
_DEFAULT_PORTS = {"http": 80, "https": 443}
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)")
#: No address has these. Programs disagree on them: one strips them, one takes `\` for `/`.
_NOT_IN_ADDRESSES = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ufeff]")
_AUTHORITY = re.compile(r"(\[[^\[\]]*\]|[^:\[\]]+)(:[0-9]{0,5})?")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_LAST_LABEL = re.compile(r"[a-z]([a-z0-9-]{0,61}[a-z0-9])?")
#: Names that are local by agreement: RFC 6761, 6762, 7686, 8375, 9476, ICANN's `internal`.
_LOCAL_NAMES = (
    "localhost",
    "localdomain",
    "local",
    "internal",
    "home.arpa",
    "onion",
    "alt",
    "invalid",
)


@dataclass(frozen=True, slots=True)
class Target:
    """A web address that may be asked. `url` is in its normal form, without a fragment."""

    url: str
    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port

    def with_path(self, path: str) -> str:
        """Another address at the same place."""
        return str(httpx.URL(self.url).copy_with(raw_path=path.encode("ascii")))


#: Numeric addresses with their ports, that the desk's operator lets through though not public.
Own = Set[tuple[str, int]]


def target(url: str, ports: Set[int] = PORTS, own: Own = frozenset()) -> Target:
    """Read a web address. Raises Refused, saying why, for one that is not asked."""
    written = _ADDRESS.match(url)
    if len(url) > _LONGEST:
        raise _too_long()
    if not written or _NOT_IN_ADDRESSES.search(url):
        raise Refused(
            _("“%(url)s” is not a web address. Write it whole, such as https://news.example/1.")
            % {"url": url}
        )
    if written[1].lower() not in _DEFAULT_PORTS:
        raise Refused(
            _("Only http and https addresses are fetched, not “%(scheme)s”.")
            % {"scheme": written[1].lower()}
        )
    if "@" in written[2]:
        raise Refused(_("The address contains a user name or a password. Give it without them."))
    if not _AUTHORITY.fullmatch(written[2]):
        raise _no_host(written[2])
    try:
        parsed = httpx.URL(url)
        parsed = parsed.copy_with(fragment=None, raw_path=parsed.raw_path)
        host = parsed.raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise _no_host(written[2]) from None
    port = _DEFAULT_PORTS[parsed.scheme] if parsed.port is None else parsed.port
    if (host, port) in own:
        return Target(str(parsed), parsed.scheme, host, port)
    _check_host(host)
    if len(str(parsed)) > _LONGEST:  # letters beyond ASCII are written in more
        raise _too_long()
    if port not in ports:
        raise Refused(
            _("Pages are fetched from the ports 80 and 443 alone, not from %(port)s.")
            % {"port": port}
        )
    return Target(str(parsed), parsed.scheme, host, port)


def following(base: Target, location: str, ports: Set[int] = PORTS) -> Target:
    """Where a redirect's `Location` leads, read as strictly as what a person gives."""
    if _NOT_IN_ADDRESSES.search(location):
        raise Refused(
            _("The page leads on to “%(url)s”, which is not a web address.") % {"url": location}
        )
    try:
        joined = httpx.URL(base.url).join(location)
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise Refused(
            _("The page leads on to “%(url)s”, which is not a web address.") % {"url": location}
        ) from None
    # A host in the Location's own words: what was written, not what was made of it.
    if _ADDRESS.match(location) or location.startswith("//"):
        own = location if _ADDRESS.match(location) else f"{base.scheme}:{location}"
        return target(own, ports)
    return target(str(joined), ports)


def _check_host(host: str) -> None:
    try:
        ip_address(host)
    except ValueError:
        pass
    else:
        if not is_public(host):
            raise Refused(not_public(host))
        return
    if host.endswith("."):
        raise Refused(_("Write the name “%(host)s” without the dot at its end.") % {"host": host})
    *labels, last = host.split(".")
    if any(host == name or host.endswith(f".{name}") for name in _LOCAL_NAMES):
        raise Refused(not_public(host))
    fits = len(host) <= 253 and all(_LABEL.fullmatch(label) for label in labels)
    # A last label that begins with a digit is a number in one of its notations (WHATWG URL, 3.5).
    if not labels or not fits or not _LAST_LABEL.fullmatch(last):
        raise _no_host(host)


def _too_long() -> Refused:
    return Refused(
        _("This address is too long: it may have %(most)s characters.") % {"most": _LONGEST}
    )


def _no_host(host: str) -> Refused:
    return Refused(
        _("“%(host)s” is not the name of a public web site. Check the address.") % {"host": host}
    )


def not_public(host: str) -> str:
    return _(
        "“%(host)s” is inside a private network, or this machine: nothing is fetched from there."
    ) % {"host": host}

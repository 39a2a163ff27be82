"""Which addresses messages are sent to: https on port 443 at public addresses, and besides only
what the desk's operator names, address by address (`WEBHOOK_OWN_TARGETS`)."""

from ipaddress import ip_address

from django.conf import settings
from django.utils.translation import gettext as _

from factcheck.errors import Invalid
from factcheck.outbound.addresses import is_public
from factcheck.outbound.errors import Refused
from factcheck.outbound.network import Policy
from factcheck.outbound.targets import Own, Target, target

_PORT = 443


def own_targets() -> Own:
    """The operator's own receivers, as (numeric address, port): there, http will do."""
    return frozenset(map(_own, settings.WEBHOOK_OWN_TARGETS))


def _own(given: str) -> tuple[str, int]:
    host, _colon, port = given.rpartition(":")
    try:
        return str(ip_address(host.strip("[]"))), int(port)
    except ValueError:
        raise ValueError(
            f"WEBHOOK_OWN_TARGETS names numeric addresses with their ports, such as"
            f" 10.0.0.5:8080, not {given!r}."
        ) from None


def checked(url: str) -> Target:
    """Read an endpoint's address. Raises Invalid, saying why, for one that nothing is sent to."""
    own = own_targets()
    try:
        found = target(url.strip(), own=own)
    except Refused as error:
        raise Invalid(url=str(error)) from None
    if (found.host, found.port) not in own and (found.scheme, found.port) != ("https", _PORT):
        raise Invalid(url=_("Messages are sent by https to port 443 alone. Give such an address."))
    return found


def policy() -> Policy:
    """The same, for every address that a name stands for at the moment of the connection."""
    own = own_targets()

    def allows(address: str, port: int) -> bool:
        return (address, port) in own or (port == _PORT and is_public(address))

    return Policy(ports={_PORT, *(port for _address, port in own)}, allows=allows)

"""From which network somebody signs in."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

#: One household's or office's IPv6 addresses: somebody who has one has all of them.
_IPV6_PREFIX = 64


def client_address(request: HttpRequest) -> str | None:
    """The address that counts wrong passwords, None when the server tells none.

    Behind a proxy (BEHIND_PROXY) it is the last one in X-Forwarded-For: the only one that our proxy
    wrote itself; those before it are what the client says. Of an IPv6 address, its /64 network.
    """
    told = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        told = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or told
    try:
        address = ip_address(told)
    except ValueError:
        return None
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address.packed, _IPV6_PREFIX), strict=False).network_address)

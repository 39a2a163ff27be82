"""Which network addresses may be connected to: public unicast, by an allow-list.

Python's `ip_address.is_global` is no such list: on Python 3.11 it lets IPv4 addresses through that
are mapped into IPv6 (::ffff:0:0/96) or translated (64:ff9b::/96), multicast and more.
"""

from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address

#: IANA IPv4 Special-Purpose Address Registry (RFC 6890), with what is globally reachable of it as
#: well (relays, anycast, AS112: no pages there), and multicast (RFC 5771). Nothing else is special.
_SPECIAL_V4 = tuple(
    map(
        IPv4Network,
        [
            "0.0.0.0/8",  # this network (RFC 791)
            "10.0.0.0/8",  # private use (RFC 1918)
            "100.64.0.0/10",  # shared by carriers (RFC 6598)
            "127.0.0.0/8",  # loopback (RFC 1122)
            "169.254.0.0/16",  # link local (RFC 3927): clouds' metadata is here
            "172.16.0.0/12",  # private use (RFC 1918)
            "192.0.0.0/24",  # IETF protocol assignments (RFC 6890)
            "192.0.2.0/24",  # documentation (RFC 5737)
            "192.31.196.0/24",  # AS112 (RFC 7535)
            "192.52.193.0/24",  # AMT (RFC 7450)
            "192.88.99.0/24",  # 6to4 relays, deprecated (RFC 7526)
            "192.168.0.0/16",  # private use (RFC 1918)
            "192.175.48.0/24",  # AS112 (RFC 7534)
            "198.18.0.0/15",  # benchmarking (RFC 2544)
            "198.51.100.0/24",  # documentation (RFC 5737)
            "203.0.113.0/24",  # documentation (RFC 5737)
            "224.0.0.0/4",  # multicast (RFC 5771)
            "240.0.0.0/4",  # reserved, and limited broadcast (RFC 1112, RFC 8190)
        ],
    )
)
#: IANA IPv6 Address Space: global unicast is assigned from here alone. So loopback, mapped
#: (::ffff:0:0/96), IPv4-compatible, NAT64 (64:ff9b::/96, 64:ff9b:1::/48), discard-only (100::/64),
#: SRv6 (5f00::/16), unique local, link local, site local and multicast are out.
_GLOBAL_V6 = IPv6Network("2000::/3")
#: IANA IPv6 Special-Purpose Address Registry: what lies within it.
_SPECIAL_V6 = tuple(
    map(
        IPv6Network,
        [
            "2001::/23",  # IETF protocols (RFC 2928): Teredo, benchmarking, ORCHID, DRIP and more
            "2001:db8::/32",  # documentation (RFC 3849)
            "2002::/16",  # 6to4 (RFC 3056): carries any IPv4 address
            "2620:4f:8000::/48",  # AS112 (RFC 7534)
            "3fff::/20",  # documentation (RFC 9637)
        ],
    )
)

#: The middle of an ISATAP interface identifier (RFC 5214, 6.1): any IPv4 address follows, to which
#: a tunnel would take the packet, whatever the prefix.
_ISATAP = frozenset({0x0000_5EFE, 0x0200_5EFE})
_64_BITS = 2**64 - 1


def is_public(address: str) -> bool:
    """Whether a numeric address is public unicast. What is no address, or has a zone, is not."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        if ip not in _GLOBAL_V6 or ip.scope_id is not None:
            return False
        tunnelled = (int(ip) & _64_BITS) >> 32 in _ISATAP
        return not tunnelled and not any(ip in special for special in _SPECIAL_V6)
    return not any(ip in special for special in _SPECIAL_V4)

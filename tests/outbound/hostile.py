"""Web addresses that must never be connected to, in every notation that has been seen in use.

`LITERAL` are refused as they are written; `RESOLVED` are names, each with what a hostile name
server would say that it stands for.
"""

#: Addresses that are no public unicast, in their normal notation.
PRIVATE = [
    # IPv4: IANA special-purpose registry, and multicast
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255",
    "127.0.0.1", "127.1.2.3", "127.255.255.254", "169.254.169.254", "169.254.170.2",
    "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.8", "192.0.0.9", "192.0.0.170",
    "192.0.2.1", "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.168.0.1",
    "192.168.255.255", "192.175.48.1", "198.18.0.1", "198.19.255.255", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    # IPv6: loopback, unspecified, mapped, compatible, translated
    "::", "::1", "::2", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1",
    "::ffff:169.254.169.254", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1", "::127.0.0.1",
    "::7f00:1", "::8.8.8.8", "64:ff9b::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::8.8.8.8",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "64:ff9b:1::7f00:1", "100::1", "100:0:0:1::1",
    # tunnels and the IETF's own
    "2001::1", "2001:0:7f00:1::", "2001:0:53aa:64c:0:ffff:80ff:fffe", "2001:1::1",
    "2001:1::2", "2001:2::1", "2001:3::1", "2001:4:112::1", "2001:10::1", "2001:1f::1",
    "2001:20::1", "2001:2f::1", "2001:30::1", "2001:db8::1", "2001:db8:ffff::1",
    "2002:7f00:1::", "2002:a00:1::1", "2002:a9fe:a9fe::1", "2002:808:808::1",
    "2620:4f:8000::1", "3fff::1", "3fff:fff:ffff::1",
    "2606:4700::5efe:127.0.0.1", "2606:4700::200:5efe:10.0.0.1", "2a00:1450::5efe:a9fe:a9fe",
    # other
    "5f00::1", "fc00::1", "fd00::1", "fd00:ec2::254", "fdff:ffff::1", "fe80::1",
    "fe80::1%eth0", "febf::1", "fec0::1", "feff::1", "ff01::1", "ff02::1", "ff05::2",
    "ff0e::1", "4000::1", "8000::1", "e000::1", "1::1", "1fff::1",
]  # fmt: skip

#: The whole blocks, as the registries have them (IANA: IPv4 and IPv6 Special-Purpose Address
#: Registries, IPv4 and IPv6 Address Space): first, last and what is between.
BLOCKS = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/24", "192.0.0.0/29", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
    "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
    "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    "::/128", "::1/128", "::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96",
    "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64", "200::/7", "400::/6", "800::/5", "1000::/4",
    "2001::/23", "2001::/32", "2001:2::/48", "2001:3::/32", "2001:4:112::/48", "2001:10::/28",
    "2001:20::/28", "2001:30::/28", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
    "4000::/3", "5f00::/16", "6000::/3", "8000::/3", "a000::/3", "c000::/3", "e000::/4", "f000::/5",
    "f800::/6", "fc00::/7", "fe00::/9", "fe80::/10", "fec0::/10", "ff00::/8",
]  # fmt: skip

PUBLIC = [
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "93.184.215.14", "100.63.255.255",
    "100.128.0.0", "126.255.255.255", "128.0.0.1", "169.253.255.255", "169.255.0.0",
    "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0", "192.167.255.255", "192.169.0.0",
    "198.17.255.255", "198.20.0.0", "223.255.255.255",
    "2606:4700::1111", "2001:4860:4860::8888", "2001:200::1", "2001:db7::1", "2003::1",
    "2a00:1450:4007::1", "2600::", "2c0f:fb50::1", "2606:4700::5eff:7f00:1", "2606:4700::1:5efe",
]  # fmt: skip

#: One address, 127.0.0.1, or another private one, as other programs would read it.
NOTATIONS = [
    "2130706433", "0x7f000001", "0X7F000001", "0x7f.0x0.0x0.0x1", "0x7f.1", "0177.0.0.1",
    "0177.0.0.01", "017700000001", "00000177.0.0.1", "127.1", "127.0.1", "127.0.0.0x1", "127.0x0.1",
    "0", "0x0", "00", "0.0", "000.000.000.000", "127.000.000.001", "127.0.0.01", "127.0.0.1.",
    "127.0.0.1..", ".127.0.0.1", "127..0.0.1", "127.0.0.1.0", "127.0.0.256", "127.0.0.-1",
    "4294967297", "425.510.425.510", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376",
    "169.254.43518", "0xa9.254.0251.254", "3232235521", "0xc0.0xa8.0.1", "192.168.1",
    "1.0x7f", "١٢٧.٠.٠.١", "１２７.０.０.１", "127。0。0。1", "127．0．0．1", "127｡0｡0｡1",
    "①②⑦.⓪.⓪.①", "𝟏𝟐𝟕.𝟎.𝟎.𝟏", "%31%32%37.0.0.1", "127.0.0.1%00", "127.0.0.1%2f.news.example",
    "127.0.0.1%23.news.example", "%6c%6f%63%61%6c%68%6f%73%74", "127.0.0.1%0d%0a", "+127.0.0.1",
    "[127.0.0.1]", "[::ffff:127.0.0.1%25lo]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[::0001]",
    "[0:0:0:0:0:ffff:7f00:0001]", "[::ffff:0x7f.1]", "[::ffff:2130706433]", "[::1]x", "[::1",
    "::1]", "[]", "[[::1]]", "[v1.fe80::a]", "[::1%25lo]", "[fe80::1%25eth0]", "[:::1]",
    "localhost", "LOCALHOST", "localhost.", "LocalHost.LocalDomain", "localhost.localdomain",
    "www.localhost", "a.b.localhost", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "ｌｏｃａｌｈｏｓｔ", "lоcalhost", "localhost。",
    "printer.local", "router.LOCAL", "metadata.google.internal", "instance-data.ec2.internal",
    "db.internal", "nas.home.arpa", "a.onion", "a.alt", "a.invalid", "intranet", "router",
    "kubernetes",
    "news.example.", "news..example", ".news.example", "-news.example", "news-.example",
    "news.example-", "news.123", "news.0x7f", "news.1e", "a" * 64 + ".example",
    "a." * 130 + "example", "news,example", "news!example.com", "news*.example", "*.example",
    "news example", "news\texample.com", "news\nexample.com", "news\x00.example",
    "news\x7f.example",
    "news\xa0.example", "news\xad.example", "news\u200b.example", "news\u2028.example",
    "news\\.example",
    "", ".", "..", "/", "?", "#", ":80", ":", "xn--a.example.xn--", "☃.☃",
    "news.example<x>", "news.example\"x", "news.example|x", "news.example^x", "news.example`x",
    "news.example{x}", "$(id).example", "news.example;x",
]  # fmt: skip

#: Whole addresses: schemes, users, ports, and what two programs would read in two ways.
WRITTEN = [
    "", " ", "news.example", "//news.example/", "/etc/passwd", "http", "http:", "http:/", "http://",
    "http:news.example", "http:/news.example/", "http:///news.example/", "https:127.0.0.1",
    "http:\\\\127.0.0.1\\", "http://\\127.0.0.1", "://news.example/", "1http://news.example/",
    "file:///etc/passwd", "FILE://localhost/etc/passwd", "file://news.example/a", "ftp://news.example/",
    "gopher://127.0.0.1:6379/_INFO", "dict://127.0.0.1:11211/stats", "ldap://127.0.0.1/",
    "jar:http://127.0.0.1!/", "data:text/html,hello", "javascript:alert(1)", "ws://news.example/",
    "wss://news.example/", "blob:http://news.example/1", "view-source:http://127.0.0.1/",
    "about:blank", "mailto:a@b.example", "tel:1", "ssh://news.example/", "smb://news.example/",
    "unix:///run/a.sock", "http+unix://%2Frun%2Fa.sock/", "httpx://news.example/",
    "http://user@news.example/", "http://user:pw@news.example/", "http://@news.example/",
    "http://:@news.example/", "http://news.example@127.0.0.1/", "http://news.example:80@127.0.0.1/",
    "http://127.0.0.1:80@news.example/", "http://news.example\\@127.0.0.1/",
    "http://127.0.0.1\\@news.example/", "http://127.0.0.1#@news.example/",
    "http://127.0.0.1?@news.example/", "http://127.0.0.1/@news.example/", "http://a@b@127.0.0.1/",
    "http://news.example%40127.0.0.1/", "http://127.0.0.1%40news.example/",
    "http://news.example:0/", "http://news.example:1/", "http://news.example:21/",
    "http://news.example:22/", "http://news.example:25/", "http://news.example:79/",
    "http://news.example:81/", "http://news.example:442/", "http://news.example:5432/",
    "http://news.example:6379/", "https://news.example:8443/", "http://news.example:8080/",
    "http://news.example:65535/", "http://news.example:65616/", "http://news.example:99999/",
    "http://news.example:-80/", "http://news.example:+80/", "http://news.example:8 0/",
    "http://news.example:80a/", "http://news.example:0x50/", "http://news.example:80:80/",
    "http://news.example:８０８０/", "http://127.0.0.1:80:news.example/",
    " http://127.0.0.1/", "http://127.0.0.1/ ", "\thttp://news.example/", "ht\ntp://news.example/",
    "http://news.example/\r\nHost: 127.0.0.1", "http://news.example/a b", "http://news.example/\x00",
    "http://news.example/" + "a" * 2_000,
    "http://news.example/" + "é" * 700, "http://127.0.0.1/../..", "hTTp://127.0.0.1/",
    "http://127.0.0.1:443/", "https://127.0.0.1:80/", "http://127.0.0.1//news.example/",
    "http://[::1]:80/", "http://[::1]:22/", "https://[::ffff:169.254.169.254]/latest/meta-data/",
    "http://169.254.169.254/latest/meta-data/", "http://100.100.100.200/latest/meta-data/",
    "http://metadata.google.internal/computeMetadata/v1/", "\ufeffhttp://127.0.0.1/",
]  # fmt: skip


def host(address: str) -> str:
    return f"[{address}]" if ":" in address else address


#: Every one of them is refused as it is written.
LITERAL = [
    *(f"http://{host(address)}/" for address in PRIVATE),
    *(f"https://{name}/a" for name in NOTATIONS),
    *WRITTEN,
]

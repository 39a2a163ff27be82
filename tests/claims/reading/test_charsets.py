"""Bytes as characters: the right letters, or a refusal; never others."""

import pytest

from claims.reading import read
from claims.reading.charsets import UnknownCharset, decode
from factcheck.errors import Invalid

TEXT = "« L’été, le taux de chômage à Nîmes a baissé de 12 % », dit-elle. Ça coûte 5 €."
PLAIN = TEXT.replace("’", "'").replace("€", "e")


@pytest.mark.parametrize(
    ("raw", "told", "charset", "origin"),
    [
        (TEXT.encode(), None, "utf-8", "bytes"),
        (TEXT.encode("utf-8-sig"), "windows-1252", "utf-8", "mark"),
        (TEXT.encode("utf-16"), "utf-8", "utf-16-le", "mark"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), None, "utf-16-be", "mark"),
        (TEXT.encode("utf-32"), None, "utf-32-le", "mark"),
        (TEXT.encode("utf-16-le"), "utf-16", "utf-16-le", "transport"),
        (TEXT.encode("utf-16-le"), None, "utf-16-le", "bytes"),
        (TEXT.encode("utf-16-be"), None, "utf-16-be", "bytes"),
        # By the Encoding standard, latin-1 has curly quotes and the euro.
        (TEXT.encode("cp1252"), "ISO-8859-1", "windows-1252", "transport"),
        (TEXT.encode("cp1252"), "us-ascii", "windows-1252", "transport"),
        (TEXT.encode("cp1252"), None, "windows-1252", "bytes"),
        (TEXT.encode("mac-roman"), None, "mac_roman", "bytes"),
        # What is claimed, and is not so.
        (TEXT.encode(), "ISO-8859-1", "utf-8", "bytes"),
        (TEXT.encode("cp1252"), "utf-8", "windows-1252", "bytes"),
        (TEXT.encode(), "klingon", "utf-8", "bytes"),
    ],
)
def test_the_right_letters(raw: bytes, told: str | None, charset: str, origin: str) -> None:
    decoded = decode(raw, told)
    assert (decoded.text, decoded.charset, decoded.origin) == (TEXT, charset, origin)
    assert decoded.passed_over == ((told,) if told and origin == "bytes" else ())


def test_dos_is_told_from_windows() -> None:
    assert decode(PLAIN.encode("cp850")).text == PLAIN


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="latin1">',
        "<meta charset=windows-1252>",
        '<META http-equiv=Content-Type content="text/html; charset=iso-8859-1">',
        '<?xml version="1.0" encoding="ISO-8859-1"?>',
    ],
)
def test_a_document_may_say_so_itself(head: str) -> None:
    decoded = decode((head + TEXT).encode("cp1252"), declares=True)
    assert decoded[:3] == (head + TEXT, "windows-1252", "document")
    assert decode((head + TEXT).encode("cp1252"), "utf-8", declares=True).passed_over == ("utf-8",)


def test_a_plain_text_about_charsets_declares_none() -> None:
    text = '<meta charset="koi8-r"> ' + TEXT
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize(
    "raw",
    [
        ("Привет, мир " * 20).encode("cp1251"),
        ("Zażółć gęślą jaźń " * 20).encode("cp1250"),
        ("日本語の文章です" * 20).encode("shift_jis"),
        bytes(range(128, 256)) * 5,
        b"caf\xe9 \x81",
    ],
)
def test_what_cannot_be_told_is_not_guessed(raw: bytes) -> None:
    with pytest.raises(UnknownCharset):
        decode(raw)
    with pytest.raises(Invalid, match="Save it as UTF-8"):
        read(raw)


def test_a_few_wrong_bytes_are_refused_where_the_text_has_them() -> None:
    with pytest.raises(Invalid, match=f"byte {len(TEXT.encode())} cannot"):
        read(TEXT.encode() + b"\xe9 fin")
    words = "".join(f"<p>{TEXT} Voici le paragraphe {n} de cet article.</p>" for n in range(3))
    page = f"<html><body><script>var a='%s'</script><article>{words}</article></body></html>"
    article = read(page.encode().replace(b"%s", b"\xe9"), charset="windows-1252")
    assert TEXT in article.text
    assert [line.value for line in article.metadata.dropped()] == ["windows-1252"]


def test_five_megabytes_take_no_time() -> None:
    assert len(decode(TEXT.encode("cp1252") * 60_000).text) == 60_000 * len(TEXT)

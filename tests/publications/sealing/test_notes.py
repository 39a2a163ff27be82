"""Signed heads, in the form that other people's tools read."""

import base64

import pytest

from factcheck.publications.sealing.notes import BadNote, Checkpoint, Signer, Verifier, parse

SAID = Checkpoint("desk.example/record", 3, b"\x07" * 32, "9f2c", "2026-11-25T09:30:00Z")
SIGNER = Signer("desk.example/record", b"\x01" * 32)

#: The example of the format's first implementation (Go's sumdb/note): a key and what it signed.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
GO_SIGNATURE = (
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
)


def test_what_was_signed_is_opened() -> None:
    note = SIGNER.sign(SAID)
    assert Verifier.parse(str(SIGNER.verifier)).open(note) == SAID
    assert note.startswith("desk.example/record\n3\n" + base64.b64encode(SAID.root).decode())


def test_keys_are_those_of_the_format() -> None:
    key = Verifier.parse(GO_KEY)
    assert str(key) == GO_KEY
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    raw = base64.b64decode(GO_SIGNATURE)
    assert raw[:4] == key.id
    Ed25519PublicKey.from_public_bytes(key.key).verify(raw[4:], GO_TEXT.encode())


@pytest.mark.parametrize(
    "change",
    [
        lambda note: note.replace("\n3\n", "\n4\n"),
        lambda note: note.replace("epoch 9f2c", "epoch 9f2d"),
        lambda note: note.replace("Z\n", "Z\nmore\n", 1),
        lambda note: note.partition("\n\n")[0] + "\n\n",
        lambda note: note[:-10] + "AAAAAAAA=\n",
        lambda note: note.replace("— desk", "- desk"),
        lambda note: note.replace("\n", "\r\n"),
        lambda note: "",
        lambda note: "\n\n\n",
    ],
)
def test_what_was_changed_is_not(change: object) -> None:
    with pytest.raises(BadNote):
        SIGNER.verifier.open(change(SIGNER.sign(SAID)))  # type: ignore[operator]


def test_another_key_of_the_same_name_did_not_sign_it() -> None:
    other = Signer("desk.example/record", b"\x02" * 32)
    with pytest.raises(BadNote, match="not signed by"):
        SIGNER.verifier.open(other.sign(SAID))
    both = SIGNER.sign(SAID) + other.sign(SAID).rpartition("\n\n")[2]
    assert other.verifier.open(both) == SIGNER.verifier.open(both) == SAID


@pytest.mark.parametrize(
    "text", ["", "a+b", "a b+00000000+AQ==", GO_KEY[:-4], GO_KEY.replace("c74f20a3", "c74f20a4")]
)
def test_a_key_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        Verifier.parse(text)


def test_a_note_of_something_else_is_no_head() -> None:
    with pytest.raises(BadNote, match="no head"):
        parse(f"{GO_TEXT}\n— PeterNeumann {GO_SIGNATURE}\n")

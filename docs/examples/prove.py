#!/usr/bin/env python3
"""Check a desk's record from outside: what it signed, and that what you hold is in it.

    python prove.py https://desk.example head.json               # keep its head, compare them
    python prove.py https://desk.example head.json verdict.json  # and prove that this is in it
    python prove.py https://desk.example head.json --all         # and make the root anew

The first run keeps the head and the desk's public key in head.json. Each later one proves that the
record which you saw then is how today's begins, signed by the same key: nothing of it was altered,
left out or put in another order. It ends with 1 and a sentence when something does not hold.
verdict.json is a document as the API or your copy has it.

Python's standard library, and `cryptography` for the signature. RFC 6962, RFC 8785, Ed25519.
"""

import argparse
import base64
import hashlib
import json
import os
import sys
import urllib.error
import urllib.request
from pathlib import Path

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    sys.exit("Install `cryptography` first: without it no signature can be checked.")


class Broken(Exception):
    """Something does not hold."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("desk", help="its address")
    parser.add_argument("head", type=Path, help="the file in which the head is kept")
    parser.add_argument("document", type=Path, nargs="?", help="a verdict's document")
    parser.add_argument("--all", action="store_true", help="make the root anew from all leaves")
    arguments = parser.parse_args()
    base = arguments.desk.rstrip("/") + "/record/"
    kept = json.loads(arguments.head.read_text()) if arguments.head.exists() else None
    try:
        head = get(base + "head/")
        check_signature(head, (kept or head)["key"])
        print(f"The head over {head['sequence']} entries is signed by {head['key']}.")
        if kept:
            check_kept(base, kept, head)
        if arguments.document:
            check_document(base, json.loads(arguments.document.read_text()), head["key"])
        if arguments.all:
            check_all(base, head)
    except Broken as error:
        sys.exit(f"DOES NOT HOLD: {error}")
    keep(arguments.head, head)


def keep(file: Path, head: dict) -> None:
    """In the place of the one that was kept: whole, or the earlier one stays."""
    draft = file.with_name(file.name + ".new")
    with draft.open("w") as written:
        written.write(json.dumps(head, indent=2) + "\n")
        written.flush()
        os.fsync(written.fileno())
    draft.replace(file)


def get(url: str) -> dict:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise Broken(f"{url} answers {error.code}: {error.read(2_000).decode()}") from None


def check_signature(head: dict, key: str) -> None:
    """The note is signed by the key, and says what the head says."""
    name, id, public = key.split("+", 2)
    text, _, signatures = head["note"].rpartition("\n\n")
    for line in signatures.splitlines():
        dash, signed_by, encoded = line.split(" ")
        raw = base64.b64decode(encoded)
        if (dash, signed_by, raw[:4].hex()) == ("—", name, id):
            try:
                verifier = Ed25519PublicKey.from_public_bytes(base64.b64decode(public)[1:])
                verifier.verify(raw[4:], (text + "\n").encode())
            except InvalidSignature:
                raise Broken("the signature is not of this head") from None
            break
    else:
        raise Broken(f"the head is not signed by {key}")
    size, root = text.split("\n")[1:3]
    if (int(size), base64.b64decode(root).hex()) != (head["sequence"], head["root_hash"]):
        raise Broken("the signed note says something else than the head")


def check_kept(base: str, kept: dict, head: dict) -> None:
    if kept["sequence"] > head["sequence"]:
        raise Broken(f"you saw {kept['sequence']} entries, and now there are {head['sequence']}")
    if kept["sequence"]:
        found = get(f"{base}consistency/?first={kept['sequence']}&second={head['sequence']}")
        path = [bytes.fromhex(each) for each in found["path"]]
        old, new = (bytes.fromhex(each["root_hash"]) for each in (kept, head))
        if not begins_with(kept["sequence"], head["sequence"], path, old, new):
            raise Broken(f"the record up to {kept['sequence']} is not the one that you saw")
    print(f"The {kept['sequence']} entries that you saw are how it begins.")


def check_document(base: str, document: dict, key: str) -> None:
    content = {name: value for name, value in document.items() if name != "content_hash"}
    content_hash = hashlib.sha256(canonical(content)).hexdigest()
    if content_hash != document["content_hash"]:
        raise Broken("the document does not have the hash that it names")
    found = get(f"{base}proof/?id={document['id']}&version={document['version']}")
    leaf, head = found["leaf"], found["head"]
    check_signature(head, key)
    said = (leaf["id"], leaf["version"], leaf["content_hash"])
    if said != (document["id"], document["version"], content_hash):
        raise Broken("the record has another document under this id and version")
    path = [bytes.fromhex(each) for each in found["path"]]
    root = climb(leaf_hash(leaf), leaf["sequence"] - 1, head["sequence"], path)
    if root != bytes.fromhex(head["root_hash"]):
        raise Broken("the document's leaf does not lead to the signed root")
    print(f"Version {document['version']} of {document['id']} is entry {leaf['sequence']}.")


def check_all(base: str, head: dict) -> None:
    peaks: list[tuple[int, bytes]] = []
    start = 1
    while start and start <= head["sequence"]:
        page = get(f"{base}leaves/?start={start}")
        for leaf in page["leaves"]:
            if leaf["sequence"] > head["sequence"]:
                break
            level, found = 0, leaf_hash(leaf)
            while peaks and peaks[-1][0] == level:
                level, found = level + 1, node_hash(peaks.pop()[1], found)
            peaks.append((level, found))
        start = page["next"]
    root = peaks.pop()[1] if peaks else hashlib.sha256().digest()
    while peaks:
        root = node_hash(peaks.pop()[1], root)
    if root.hex() != head["root_hash"]:
        raise Broken("the leaves do not make the signed root")
    print(f"All {head['sequence']} leaves make the signed root.")


def canonical(value: object) -> bytes:
    """RFC 8785, for what documents hold: strings, whole numbers and none."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def leaf_hash(leaf: dict) -> bytes:
    return hashlib.sha256(b"\x00" + canonical(leaf)).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def climb(found: bytes, index: int, size: int, path: list) -> bytes:
    """The root that the path leads to (RFC 9162, 2.1.3.2)."""
    last = size - 1
    for each in path:
        if last == 0:
            return b""  # it is longer than the tree is high
        if index & 1 or index == last:
            found = node_hash(each, found)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            found = node_hash(found, each)
        index, last = index >> 1, last >> 1
    return found if last == 0 else b""


def begins_with(first: int, second: int, path: list, old: bytes, new: bytes) -> bool:
    """Whether the later tree begins with the earlier one (RFC 9162, 2.1.4.2)."""
    if first == second:
        return not path and old == new
    if first & (first - 1) == 0:
        path = [old, *path]
    if not path:
        return False
    index, last = first - 1, second - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    of_old = of_new = path[0]
    for each in path[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            of_old, of_new = node_hash(each, of_old), node_hash(each, of_new)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            of_new = node_hash(of_new, each)
        index, last = index >> 1, last >> 1
    return last == 0 and (of_old, of_new) == (old, new)


if __name__ == "__main__":
    main()

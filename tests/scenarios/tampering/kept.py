"""Each column of what the record keeps besides: epochs, its tree, the heads that were signed, and
what a verdict is found by."""

from tests.scenarios.tampering.tamper import Tamper

_HASH = "repeat('7', 64)"
_ANEW = "is not what the publications make it"
_FOUND = "the search does not find it by what its latest version says"


def _epoch(column: str, value: str, found: str) -> Tamper:
    return Tamper(
        f"an epoch's {column}",
        f"UPDATE publications_epoch SET {column} = {value} WHERE number = 2",
        found,
    )


_OTHERWISE = "Epoch 2 does not say what it said when it began"
EPOCH = {
    "number": _epoch("number", "5", "No epoch is between 1 and 5"),
    "token": _epoch("token", "repeat('7', 32)", "of an epoch that never began here"),
    "started_at": _epoch("started_at", "started_at - interval '1 day'", _OTHERWISE),
    "reason": _epoch("reason", "'x'", _OTHERWISE),
}


def _node(column: str, value: str, found: str) -> Tamper:
    return Tamper(
        f"a node's {column}",
        f"UPDATE publications_treenode SET {column} = {value} WHERE level = 1 AND index = 0",
        found,
    )


NODE = {
    "level": _node("level", "7", "node 7/0 covers nothing"),
    "index": _node("index", "77", "node 1/77 covers nothing"),
    "hash": _node("hash", "sha256('x')", f"node 1/0 {_ANEW}"),
}


def _signed(column: str, value: str, found: str) -> Tamper:
    return Tamper(
        f"a signed head's {column}", f"UPDATE publications_signedhead SET {column} = {value}", found
    )


_NOT_ITS_NOTE = "its row says something else than its signed note"
SIGNED = {
    "sequence": _signed("sequence", "sequence - 1", _NOT_ITS_NOTE),
    "root": _signed("root", _HASH, _NOT_ITS_NOTE),
    "key": _signed("key", "'x'", "no public key"),
    "note": _signed("note", "replace(note, 'time 2', 'time 3')", "It is not signed by the key"),
    "signed_at": _signed("signed_at", "signed_at - interval '1 day'", "another time than its"),
}


def _entry(column: str, value: str, found: str = _FOUND) -> Tamper:
    return Tamper(
        f"a search entry's {column}",
        f"UPDATE publications_searchentry SET {column} = {value}"
        " WHERE number = (SELECT max(number) FROM publications_searchentry)",
        found,
    )


SEARCH = {
    "number": _entry("number", "number + 1000"),
    "config": _entry("config", "'english'"),
    "facets": _entry("facets", "'{1}'"),
    "vector": _entry("vector", "to_tsvector('x')"),
}

MATCHED = {
    "verdict_id": Tamper(
        "what is matched with another verdict",
        "UPDATE publications_matchitem SET verdict_id = (SELECT id FROM"
        " publications_publishedclaim WHERE status = 'withdrawn')"
        " WHERE number = (SELECT max(number) FROM publications_matchitem)",
        "can still be matched",
    ),
}

#: What no proof holds, and why it need not: nobody is shown it, and it says nothing by itself.
_MADE_ANEW = "what claims are found again by: `rebuild_match_index` makes it anew from the heads"
UNPROVEN: dict[str, dict[str, str]] = {
    "publications_publishedclaim": {"id": "a key that others refer to: the proof finds it by it"},
    "publications_searchentry": {"verdict_id": "as above"},
    "publications_treenode": {"id": "only a number"},
    "publications_signedhead": {"id": "only their order, where several cover the same entries"},
    "publications_matchitem": dict.fromkeys(
        ["number", "language", "text", "headline", "headline_language", "terms", "reading"],
        _MADE_ANEW,
    ),
    "publications_matchposting": {"*": _MADE_ANEW},
    "publications_matchvector": {"*": _MADE_ANEW},
    "publications_matchcommonness": {"*": _MADE_ANEW},
    "history_event": {"id": "only a number; their order is that of versions"},
}

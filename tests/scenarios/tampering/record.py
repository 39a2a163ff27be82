"""Rows of the record altered, removed, put in and put in another order; and put together again."""

from tests.scenarios.tampering import forging
from tests.scenarios.tampering.tamper import KEPT_HEAD, PUBLIC_KEY, Tamper

_HASH = "repeat('7', 64)"
_CORRECTED = "WHERE kind = 'corrected'"
_REPEATED = r"""convert_to(regexp_replace(convert_from(body, 'UTF8'), '^\{', '{"headline":"x",'),
                'UTF8')"""
_SPACED = "convert_to(replace(convert_from(body, 'UTF8'), ',\"', ', \"'), 'UTF8')"
#: Its publication and its head alike: the hash is of what the document says, and holds.
_BYTES = (
    "UPDATE publications_publication SET body = {made}; UPDATE publications_publishedclaim h"
    " SET body = p.body FROM publications_publication p WHERE p.id = h.publication_id"
)
_SWAPPED = (
    "UPDATE publications_feedentry SET sequence = -sequence WHERE sequence IN ({one}, {two});"
    "UPDATE publications_feedentry SET sequence = {one} + {two} + sequence WHERE sequence < 0"
)

ROWS = [
    Tamper(
        "a name twice in the document",
        _BYTES.format(made=_REPEATED),
        "bytes are not as we write them",
    ),
    Tamper("the document's spaces", _BYTES.format(made=_SPACED), "bytes are not as we write them"),
    Tamper(
        "no JSON", f"UPDATE publications_publication SET body = 'x' {_CORRECTED}", "is not JSON"
    ),
    Tamper(
        "another form",
        f"UPDATE publications_publication SET body = '{{\"claim\":[1]}}' {_CORRECTED}",
        "does not have the form of one",
    ),
    Tamper("an earlier version deleted", forging.without_first_versions, "no version before it"),
    Tamper("two versions told in another order", _SWAPPED.format(one=1, two=2), "out of order"),
    Tamper("two verdicts told in another order", _SWAPPED.format(one=5, two=6), "another record"),
    Tamper(
        "a node too many",
        "INSERT INTO publications_treenode (level, index, hash) VALUES (1, 77, sha256('x'))",
        "node 1/77 covers nothing",
    ),
    Tamper(
        "an epoch deleted",
        "DELETE FROM publications_epoch WHERE number = 2",
        "of epoch 2, which never began",
    ),
    Tamper(
        "an epoch's reason, and its token made anew",
        forging.epoch_said_otherwise,
        "of an epoch that never began here",
    ),
    Tamper(
        "an epoch's reason, and no head left that was signed in it",
        forging.epoch_without_heads,
        "The head that was kept is of an epoch that never began here",
        needs=KEPT_HEAD,
    ),
    Tamper(
        "heads signed with another key",
        forging.sign_with_another_key,
        "by another key",
        needs=PUBLIC_KEY,
    ),
    # What is put together again, so that one trace or another is left.
    Tamper("a document and its own hash", forging.one_version_made_anew, "does not seal"),
    Tamper("a chain made anew", forging.chain_made_anew, "another record"),
    Tamper("a chain and the tree made anew", forging.chain_and_tree_made_anew, "says another"),
    Tamper("a verdict removed", forging.verdict_removed, "tells of it, and it is not there"),
    Tamper(
        "publications without a journal",
        "DELETE FROM history_event WHERE verb IN ('review:publish', 'review:withdraw')",
        "no event of the journal tells of it",
    ),
    # Nothing here contradicts anything: only a head kept elsewhere tells.
    Tamper("everything made anew", forging.everything_made_anew, "another record", needs=KEPT_HEAD),
    Tamper("a verdict never was", forging.verdict_never_was, "The record ends at", needs=KEPT_HEAD),
    Tamper("the tail cut off", forging.tail_cut, "The record ends at", needs=KEPT_HEAD),
    Tamper("the tail said otherwise", forging.tail_replaced, "another record", needs=KEPT_HEAD),
    Tamper("the feed renumbered", forging.feed_renumbered, "another record", needs=KEPT_HEAD),
]

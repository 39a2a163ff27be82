"""Each column of a publication and of a feed entry, altered by itself."""

from tests.scenarios.tampering.tamper import BYSTANDER, Tamper

_HASH = "repeat('7', 64)"
_CORRECTED = "WHERE kind = 'corrected'"
_WITHDRAWN = "WHERE kind = 'withdrawn'"


def _publication(column: str, value: str, found: str, row: str = _CORRECTED) -> Tamper:
    return Tamper(
        f"publication's {column}",
        f"UPDATE publications_publication SET {column} = {value} {row}",
        found,
    )


#: Each column of a publication by itself. A test sees to it that none is missing.
PUBLICATION = {
    "id": _publication("id", "id + 1000", "shows nothing"),
    "verdict": _publication("verdict", "gen_random_uuid()", "“id” is"),
    "claim_uid": _publication("claim_uid", "gen_random_uuid()", "“claim” is"),
    "language": _publication("language", "'de'", "“language” is 'fr' in its document, 'de' in"),
    "version": _publication("version", "9", "there is no version before it"),
    "kind": _publication(
        "kind", "'withdrawn', correction_note = '', withdrawal_reason = 'x'", "“status” is"
    ),
    "body": _publication(
        "body",
        "convert_to(replace(convert_from(body, 'UTF8'), '0,2', '0,9'), 'UTF8')",
        "does not have the hash",
    ),
    "content_hash": _publication("content_hash", _HASH, "does not have the hash 777"),
    "previous_hash": _publication("previous_hash", _HASH, "does not seal the version before"),
    "correction_note": _publication("correction_note", "'x'", "“correction_note” is"),
    "withdrawal_reason": _publication(
        "withdrawal_reason", "'x'", "“withdrawal_reason” is", _WITHDRAWN
    ),
    "successor": _publication("successor", "NULL", "“successor” is", _WITHDRAWN),
    "approved_digest": _publication("approved_digest", _HASH, "“approved_digest” is"),
    "authored_by_id": _publication("authored_by_id", BYSTANDER, "says another authored_by"),
    "approved_by_id": _publication("approved_by_id", BYSTANDER, "says another approved_by"),
    "published_by_id": _publication("published_by_id", BYSTANDER, "says another published_by"),
    "published_at": _publication(
        "published_at", "published_at + interval '1 second'", "“published_at” is"
    ),
}

FEED = {
    "sequence": Tamper(
        "feed entry's number",
        "UPDATE publications_feedentry SET sequence = 99 WHERE sequence = 2",
        "a gap between 1 and 3",
    ),
    "epoch": Tamper(
        "feed entry's epoch",
        "UPDATE publications_feedentry SET epoch = 2 WHERE sequence = 2",
        "is of epoch 1, after epoch 2",
    ),
    "publication_id": Tamper(
        "feed entry's publication",
        "DELETE FROM publications_feedentry WHERE sequence = 6;"
        "UPDATE publications_feedentry SET publication_id = (SELECT p.id FROM"
        " publications_publication p LEFT JOIN publications_feedentry ON publication_id = p.id"
        " WHERE sequence IS NULL) WHERE sequence = 5",
        "the change feed does not show it",
    ),
}


def _head(column: str, value: str, found: str = "") -> Tamper:
    return Tamper(
        f"head's {column}",
        f"UPDATE publications_publishedclaim h SET {column} = {value} {_CORRECTED_HEAD}",
        found or f"its head differs in {column}",
    )


_CORRECTED_HEAD = "WHERE status = 'corrected'"
#: Each column of what readers are shown, but its key.
HEAD = {
    "claim_uid": _head("claim_uid", "gen_random_uuid()"),
    "language": _head("language", "'de'"),
    "version": _head("version", "9"),
    "publication_id": _head(
        "publication_id",
        "(SELECT id FROM publications_publication WHERE verdict = h.id AND version = 1)",
        "still shows it, but there is a newer version",
    ),
    "status": _head("status", "'published'"),
    "headline": _head("headline", "'x'"),
    "rating_scale": _head("rating_scale", "'x'"),
    "rating_code": _head("rating_code", "'x'"),
    "rating_canonical": _head("rating_canonical", "'true'"),
    "topics": _head("topics", "'{x}'"),
    "claimant": _head("claimant", "'x'"),
    "publishers": _head("publishers", "'{x}'"),
    "urls": _head("urls", "'{x}'"),
    "claimed_on": _head("claimed_on", "'2020-02-02'"),
    "first_published_at": _head("first_published_at", "now() - interval '1 year'"),
    "updated_at": _head("updated_at", "now() - interval '1 year'"),
    "content_hash": _head("content_hash", _HASH),
    "body": _head("body", "'{}'"),
}

"""The owner of the tables as a forger: alters the record with the triggers off, and makes anew what
would tell of it, as far as can be done without the key that signs the record."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import orjson
import pgtrigger
from django.utils import timezone

from factcheck import canonical
from factcheck.history import seals
from factcheck.publications import heads
from factcheck.publications.document import approved_digest
from factcheck.publications.models import FeedEntry, Publication, SignedHead, TreeNode
from factcheck.publications.rules import epoch_token
from factcheck.publications.sealing import keys, signing, tree
from factcheck.publications.sealing.notes import Signer
from tests import raw, role


@contextmanager
def with_triggers_off() -> Iterator[None]:
    with role.owner(), pgtrigger.ignore():
        yield


def without_first_versions() -> None:
    raw.tamper(
        "DELETE FROM publications_feedentry f USING publications_publication p"
        " WHERE p.id = f.publication_id AND version = 1;"
        "DELETE FROM publications_publication p WHERE version = 1 AND"
        " NOT EXISTS (SELECT FROM publications_publishedclaim h WHERE h.publication_id = p.id)"
    )


def epoch_said_otherwise() -> None:
    """The second began for another reason, and its token fits."""
    before = "(SELECT token FROM publications_epoch WHERE number = 1)"
    raw.tamper("UPDATE publications_epoch SET reason = 'x' WHERE number = 2")
    raw.tamper(
        f"UPDATE publications_epoch e SET token = {epoch_token('e', before)} WHERE number = 2"
    )


def epoch_without_heads() -> None:
    epoch_said_otherwise()
    sign_with_another_key()


def sign_with_another_key() -> None:
    """Every head that was signed is replaced by one of a key of the forger's."""
    with with_triggers_off():
        SignedHead.objects.all().delete()
        signer, size, now = Signer(keys.origin(), b"7" * 32), tree.extend(), timezone.now()
        said = signing.checkpoint(size, tree.root(size), now)
        SignedHead.objects.create(
            sequence=size, root=said.root.hex(), key=str(signer.verifier), note=signer.sign(said),
            signed_at=now,
        )  # fmt: skip


def one_version_made_anew() -> None:
    _rewrite(Publication.objects.filter(verdict=_corrected(), version=1))


def chain_made_anew() -> None:
    _rewrite(Publication.objects.filter(verdict=_corrected()))


def chain_and_tree_made_anew() -> None:
    chain_made_anew()
    _tree_made_anew()


def everything_made_anew() -> None:
    _rewrite(Publication.objects.filter(verdict=_corrected()))
    _journal_made_anew()
    _tree_made_anew()


def tail_replaced() -> None:
    last = FeedEntry.objects.latest("sequence").publication
    _rewrite(Publication.objects.filter(pk=last.pk))
    _journal_made_anew()
    _tree_made_anew()


def verdict_removed() -> None:
    _remove(_corrected())
    _tree_made_anew()


def verdict_never_was() -> None:
    _forget_review(_corrected())
    _remove(_corrected())
    _tree_made_anew()


def tail_cut() -> None:
    last = FeedEntry.objects.latest("sequence").publication
    _forget_review(last.verdict)
    _remove(last.verdict)
    _tree_made_anew()


def feed_renumbered() -> None:
    raw.tamper(
        "UPDATE publications_feedentry SET sequence = -sequence WHERE sequence IN (5, 6);"
        "UPDATE publications_feedentry SET sequence = 11 + sequence WHERE sequence < 0"
    )
    _tree_made_anew()


def _corrected() -> UUID:
    return Publication.objects.get(kind="corrected").verdict


def _rewrite(rows: Any) -> None:
    """Other words in these versions, with all hashes, digests and the head made to fit."""
    before, last = "", None
    with with_triggers_off():
        for row in rows.order_by("version"):
            said = _sealed(orjson.loads(row.body), before or row.previous_hash)
            before = row.content_hash = said["content_hash"]
            row.previous_hash = said["previous_hash"] or ""
            row.body, row.approved_digest = orjson.dumps(said), approved_digest(said)
            row.save()
            last = row, said
        assert last
        row, said = last
        if hasattr(row, "head"):
            _unmatch(row.verdict)  # a first version is put in, and never moved
            heads.store([heads.of(row, said)])


def _sealed(said: dict[str, Any], before: str) -> dict[str, Any]:
    content = {name: value for name, value in said.items() if name != "content_hash"}
    content |= {"summary": "Il a baissé de moitié.", "previous_hash": before or None}
    return {**content, "content_hash": canonical.digest(content)}


def _remove(verdict: UUID) -> None:
    """It, its head, and whatever it is found by; the feed is counted anew."""
    _unmatch(verdict)
    raw.tamper(
        f"""
        DELETE FROM publications_searchentry WHERE verdict_id = '{verdict}';
        DELETE FROM publications_publishedclaim WHERE id = '{verdict}';
        DELETE FROM publications_feedentry f USING publications_publication p
         WHERE p.id = f.publication_id AND p.verdict = '{verdict}';
        DELETE FROM publications_publication WHERE verdict = '{verdict}';
        UPDATE publications_feedentry f SET sequence = -place
          FROM (SELECT publication_id AS it, row_number() OVER (ORDER BY sequence) AS place
                  FROM publications_feedentry) counted WHERE it = publication_id;
        UPDATE publications_feedentry SET sequence = -sequence
        """
    )


def _unmatch(verdict: UUID) -> None:
    item = f"(SELECT number FROM publications_matchitem WHERE verdict_id = '{verdict}')"
    raw.tamper(
        f"DELETE FROM publications_matchposting WHERE item IN {item};"
        f"DELETE FROM publications_matchitem WHERE number IN {item}"
    )


def _forget_review(verdict: UUID) -> None:
    """The desk's own rows and events of it."""
    of_it = f"review_id = (SELECT id FROM reviews_claimreview WHERE uid = '{verdict}')"
    tables = "reviews_approval", "reviews_comment", "reviews_contribution", "reviews_evidence"
    raw.tamper(
        "".join(f"DELETE FROM {table} WHERE {of_it};" for table in tables)
        + f"DELETE FROM reviews_claimreview WHERE uid = '{verdict}';"
        f"DELETE FROM history_event WHERE subject = '{verdict}'"
    )


def _journal_made_anew() -> None:
    """Each event tells the hash that its publication has now, and all are sealed again."""
    raw.tamper(
        f"""
        UPDATE history_event SET data = data || jsonb_build_object('content_hash', content_hash)
          FROM publications_publication
         WHERE verdict = subject AND data->'version' = to_jsonb(publications_publication.version)
           AND data ? 'content_hash';
        DO $$
        DECLARE e history_event; last uuid; before bytea;
        BEGIN
            FOR e IN SELECT * FROM history_event ORDER BY subject, version LOOP
                IF e.subject IS DISTINCT FROM last THEN before := NULL; END IF;
                before := {seals.sql("e", "before")};
                UPDATE history_event SET seal = before WHERE id = e.id;
                last := e.subject;
            END LOOP;
        END $$
        """
    )


def _tree_made_anew() -> None:
    with with_triggers_off():
        TreeNode.objects.all().delete()
    sign_with_another_key()

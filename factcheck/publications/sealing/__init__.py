"""The sealed record: one short signed head proves everything that was ever published.

Every entry of the change feed is a leaf of a Merkle tree (RFC 6962), in the feed's order. The
worker signs the tree's root with a key that is not in the database. Whoever keeps a head can prove
later that nothing which it saw was altered, left out or put in another order; and that a verdict
which they hold is in the record. The tree covers public data alone.

`merkle` and `notes` are pure: the tree's arithmetic, and the form in which a head is signed.
"""

"""What other desks have found: their ClaimReviews, each under its publisher's name, never as ours.

reading      bytes of a feed in, reviews out, with a note on whatever was not believed       pure
models       an imported review, its versions (append-only), and the feeds they came from
actions      `import_feed`: the only writer
matching     the third index of claims: has somebody else checked this?
export       what was imported, as a feed again
admin        to be read

The public record knows nothing of this room, so none of it can pass for a verdict of the desk.
"""

"""The public record in the field's own formats, read from the stored documents, for anybody:

schema.org ClaimReview and DataFeed, Atom, and the shape of Google's Fact Check Tools.
"""

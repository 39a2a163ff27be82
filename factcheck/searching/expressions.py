"""What PostgreSQL makes of texts and addresses, for indexes and for questions.

indexes = [words_index("title", "publisher", name="source_search")]
found = Source.objects.filter(has_words("emploi", "title", "publisher"))

A question is quick where it names the same fields in the same order as an index does.
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQueryField, SearchVectorField
from django.db.models import BooleanField, Func, TextField, Value


class Words(Func):
    """The words of these columns together: no accents, no capitals, no typography."""

    template = "array_to_tsvector(factcheck_words(%(expressions)s))"
    arg_joiner = " || ' ' || "
    output_field = SearchVectorField()


class Asked(Func):
    """What was typed: all of its words, the last ones of which may still be unfinished."""

    function = "factcheck_asked"
    output_field = SearchQueryField()


class Address(Func):
    """A web address as it is compared: without what makes no difference to the page."""

    function = "factcheck_address"
    output_field = TextField()


class _Matches(Func):
    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = BooleanField()


def has_words(typed: str, *fields: str) -> Func:
    """The condition that these fields have, between them, every word that was typed."""
    return _Matches(Words(*fields), Asked(Value(typed, output_field=TextField())))


def words_index(*fields: str, name: str) -> GinIndex:
    """The index that answers `has_words` for the same fields."""
    # With `fastupdate` every search would also read what is not yet sorted in.
    return GinIndex(Words(*fields), name=name, fastupdate=False)

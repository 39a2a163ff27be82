"""What PostgreSQL makes of texts and addresses, for indexes and for questions.

words = words_of("title", "publisher", "url")    # a column that nobody can forget to write
indexes = [words_index("source_search")]

Source.objects.filter(has_words("emploi 2024"))
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQueryField, SearchVectorField
from django.db.models import BooleanField, F, Func, GeneratedField, TextField, Value
from django.utils.translation import gettext_lazy as _


class Words(Func):
    """The words of these columns together: no accents, no capitals, no typography."""

    template = "array_to_tsvector(factcheck_words(%(expressions)s))"
    arg_joiner = " || ' ' || "
    output_field = SearchVectorField()


class Asked(Func):
    """What was typed: all of its words, each of which may still be unfinished."""

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


def words_of(*fields: str) -> GeneratedField:
    """The column `words` of a model that is found by the words of these fields."""
    return GeneratedField(
        expression=Words(*fields),
        output_field=SearchVectorField(),
        db_persist=True,
        verbose_name=_("words"),
    )


def words_index(name: str) -> GinIndex:
    # With `fastupdate` every search would also read what is not yet sorted in.
    return GinIndex(fields=["words"], name=name, fastupdate=False)


def has_words(typed: str) -> Func:
    """The condition that the column `words` has every word that was typed."""
    return _Matches(F("words"), Asked(Value(typed, output_field=TextField())))

"""The tables of one side's index, as abstract models: a side makes them its own.

A text's postings are found by the terms that its item names, so that one index serves them all:
their primary key, which holds everything that a posting says.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Real(models.FloatField):
    """Four bytes: seven digits are plenty for a weight, and there are many of them."""

    def db_type(self, connection: Any) -> str:
        return "real"


class Item(models.Model):
    """A text that can be found. Another wording is another item with a number of its own.

    A side adds the field that says whose text it is, and names it in `ABOUT`; its migration has the
    constraint (`schema.set_up`).
    """

    ABOUT = ""

    number = models.AutoField(_("number"), primary_key=True)
    language = models.CharField(_("language"), max_length=35)
    text = models.TextField(_("text"))
    #: Of its check, and its language: by these it is found, too. Empty where there is none.
    headline = models.TextField(_("headline"), db_default="")
    headline_language = models.CharField(_("headline’s language"), max_length=35, db_default="")
    terms = ArrayField(models.BigIntegerField(), verbose_name=_("terms"))
    #: `factcheck.matching.terms.READING`, as it was when these terms were found.
    reading = models.PositiveSmallIntegerField(_("reading"), db_default=1)

    class Meta:
        abstract = True
        default_permissions = ()
        verbose_name = _("text to match")
        verbose_name_plural = _("texts to match")
        indexes = [models.Index(fields=["reading"], name="%(app_label)s_%(class)s_read")]

    def __str__(self) -> str:
        return self.text


class Posting(models.Model):
    """What a term weighs in a text: the part of BM25 that depends on the text alone."""

    pk = models.CompositePrimaryKey("term", "item", "weight")
    term = models.BigIntegerField(_("term"))
    item = models.IntegerField(_("text"))
    weight = Real(_("weight"))

    class Meta:
        abstract = True
        default_permissions = ()
        verbose_name = _("term of a text")
        verbose_name_plural = _("terms of texts")


class Commonness(models.Model):
    """In how many texts a common term is, as of the last count; the term 0 stands for all texts."""

    term = models.BigIntegerField(_("term"), primary_key=True)
    texts = models.IntegerField(_("texts"))

    class Meta:
        abstract = True
        default_permissions = ()
        verbose_name = _("common term")
        verbose_name_plural = _("common terms")


class Vector(models.Model):
    """A text's meaning as a model sees it, of length one. `values` are halves, little-endian.

    Where PostgreSQL has pgvector there is a column `near` besides (see `halfvec`).
    """

    item = models.IntegerField(_("text"), primary_key=True)
    model = models.CharField(_("model"), max_length=100)
    dimension = models.PositiveSmallIntegerField(_("dimension"))
    values = models.BinaryField(_("values"))

    class Meta:
        abstract = True
        default_permissions = ()
        verbose_name = _("vector")
        verbose_name_plural = _("vectors")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(dimension__gt=0), name="%(app_label)s_%(class)s_dimension"
            ),
        ]
        indexes = [models.Index(fields=["model", "item"], name="%(app_label)s_%(class)s_model")]

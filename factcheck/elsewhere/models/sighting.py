from django.db import models

from factcheck.elsewhere.models.feed import FeedImport


class Sighting(models.Model):
    """That an import under way has met an item; gone when it is over. Unlogged: nobody reads it
    after a crash."""

    pk = models.CompositePrimaryKey("feed", "item")
    feed = models.ForeignKey(
        FeedImport, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    item = models.BinaryField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.feed_id}: {bytes(self.item).hex()}"

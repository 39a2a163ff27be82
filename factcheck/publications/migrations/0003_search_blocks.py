from itertools import islice

import django.contrib.postgres.indexes
from django.db import migrations

from factcheck.publications.search import entries


def number_anew(apps, schema_editor):
    """The numbers of blocks and of words' beginnings have changed: every entry is written again."""
    heads = apps.get_model("publications", "PublishedClaim").objects
    rows = heads.order_by("publication_id").iterator(1_000)
    while chunk := list(islice(rows, 1_000)):
        entries.store(chunk)


class Migration(migrations.Migration):
    dependencies = [("publications", "0002_search")]

    operations = [
        migrations.RemoveIndex(model_name="searchentry", name="search_words"),
        migrations.RunPython(number_anew, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="searchentry",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["facets", "vector"], name="search_words"
            ),
        ),
    ]

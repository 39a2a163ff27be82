from itertools import islice

import orjson
from django.db import migrations

from factcheck.publications.annotating import prints


def find_existing_passages(apps, schema_editor):
    """Verdicts that stand are found where their words are repeated; as `matching.index.of` has it."""
    heads = apps.get_model("publications", "PublishedClaim").objects
    rows = heads.exclude(status="withdrawn").order_by("publication_id").iterator(1_000)
    while chunk := list(islice(rows, 1_000)):
        terms = [prints.of(orjson.loads(head.body)) for head in chunk]
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                """
                WITH given AS (
                    SELECT verdict, terms::bigint[] AS terms
                      FROM unnest(%s::uuid[], %s::text[]) AS raw (verdict, terms)
                ), grown AS (
                    UPDATE publications_matchitem i SET terms = i.terms || given.terms FROM given
                     WHERE i.verdict_id = given.verdict AND NOT i.terms @> given.terms
                    RETURNING i.number, given.terms
                )
                INSERT INTO publications_matchposting (term, item, weight)
                SELECT unnest(terms), number, 0 FROM grown ORDER BY 1, 2
                """,
                [
                    [head.pk for head in chunk],
                    [f"{{{','.join(map(str, each))}}}" for each in terms],
                ],
            )


class Migration(migrations.Migration):

    dependencies = [
        ('publications', '0005_matching'),
    ]

    operations = [
        migrations.RunPython(find_existing_passages, migrations.RunPython.noop),
    ]

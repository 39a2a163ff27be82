"""Finding claims, articles, sources and claimants by their words, and a source by its address.

Each table is written anew with its column of words, and locked meanwhile: about ten seconds for 100,000
claims.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import factcheck.searching.expressions
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0003_claim_words'),
        ('searching', '0001_functions'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='words',
            field=models.GeneratedField(db_persist=True, expression=factcheck.searching.expressions.Words('title', 'publisher', 'url'), output_field=django.contrib.postgres.search.SearchVectorField(), verbose_name='words'),
        ),
        migrations.AddField(
            model_name='claim',
            name='words',
            field=models.GeneratedField(db_persist=True, expression=factcheck.searching.expressions.Words('text'), output_field=django.contrib.postgres.search.SearchVectorField(), verbose_name='words'),
        ),
        migrations.AddField(
            model_name='claimant',
            name='words',
            field=models.GeneratedField(db_persist=True, expression=factcheck.searching.expressions.Words('name'), output_field=django.contrib.postgres.search.SearchVectorField(), verbose_name='words'),
        ),
        migrations.AddField(
            model_name='source',
            name='words',
            field=models.GeneratedField(db_persist=True, expression=factcheck.searching.expressions.Words('title', 'publisher', 'url'), output_field=django.contrib.postgres.search.SearchVectorField(), verbose_name='words'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['words'], name='article_search'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['score', 'id'], name='claim_worth'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['words'], name='claim_search'),
        ),
        migrations.AddIndex(
            model_name='claimant',
            index=models.Index(fields=['name', '-id'], name='claimant_by_name'),
        ),
        migrations.AddIndex(
            model_name='claimant',
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['words'], name='claimant_search'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['words'], name='source_search'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=django.contrib.postgres.indexes.HashIndex(factcheck.searching.expressions.Address('url'), condition=models.Q(('url', ''), _negated=True), name='source_address'),
        ),
    ]

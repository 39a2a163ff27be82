"""Finding reviews by the words of their headline. The table is written anew, and locked meanwhile: about
ten seconds for 100,000 reviews.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import factcheck.searching.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0004_search'),
        ('reviews', '0004_comments_and_leases'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='claimreview',
            name='words',
            field=models.GeneratedField(db_persist=True, expression=factcheck.searching.expressions.Words('headline'), output_field=django.contrib.postgres.search.SearchVectorField(), verbose_name='words'),
        ),
        migrations.AddIndex(
            model_name='claimreview',
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['words'], name='review_search'),
        ),
    ]

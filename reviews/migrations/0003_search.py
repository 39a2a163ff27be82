"""Finding reviews by their headline. Nobody can write to them while the index is made: about four
seconds for 100,000 of them.
"""

import django.contrib.postgres.indexes
import factcheck.searching.expressions
from django.conf import settings
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0002_search'),
        ('reviews', '0002_rating_scales'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='claimreview',
            index=django.contrib.postgres.indexes.GinIndex(factcheck.searching.expressions.Words('headline'), fastupdate=False, name='review_search'),
        ),
    ]

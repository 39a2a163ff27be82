"""Withdrawing a source, and restoring it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0004_search'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='source',
            options={'default_permissions': ('add', 'change', 'view'), 'ordering': ['-id'], 'permissions': [('withdraw_source', 'Can withdraw a source, and restore it')], 'verbose_name': 'source', 'verbose_name_plural': 'sources'},
        ),
        migrations.AddField(
            model_name='source',
            name='withdrawn_because',
            field=models.TextField(blank=True, editable=False, help_text='Filled where nothing can rest on it any more: retracted, forged, unreliable.', verbose_name='why it is withdrawn'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(condition=models.Q(('withdrawn_because', ''), _negated=True), fields=['id'], name='source_withdrawn'),
        ),
    ]

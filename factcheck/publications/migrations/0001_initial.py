import datetime
import secrets
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


# Documents stay inline and uncompressed up to 8 kB: a list of 50 takes PostgreSQL a third of the
# time that it takes with the default compression.
STORED_PLAINLY = """
    ALTER TABLE {table} ALTER COLUMN body SET STORAGE EXTERNAL;
    ALTER TABLE {table} SET (toast_tuple_target = 8160);
"""


def _token():
    return secrets.token_hex(8)


def begin_first_epoch(apps, schema_editor):
    apps.get_model("publications", "Epoch").objects.create(number=1, reason="The record begins.")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Epoch',
            fields=[
                ('number', models.PositiveIntegerField(primary_key=True, serialize=False, verbose_name='number')),
                ('token', models.CharField(default=_token, max_length=16, unique=True, verbose_name='token')),
                ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='started')),
                ('reason', models.TextField(verbose_name='reason')),
            ],
            options={
                'verbose_name': 'epoch',
                'verbose_name_plural': 'epochs',
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='FeedEntry',
            fields=[
                ('sequence', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='sequence')),
                ('epoch', models.PositiveIntegerField(verbose_name='epoch')),
            ],
            options={
                'verbose_name': 'feed entry',
                'verbose_name_plural': 'feed entries',
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.UUIDField(help_text="The verdict's public id.", verbose_name='verdict')),
                ('claim_uid', models.UUIDField(verbose_name='claim')),
                ('language', models.CharField(max_length=35, verbose_name='language')),
                ('version', models.PositiveIntegerField(verbose_name='version')),
                ('kind', models.CharField(choices=[('published', 'published'), ('corrected', 'corrected'), ('withdrawn', 'withdrawn')], max_length=9, verbose_name='kind')),
                ('body', models.BinaryField(help_text="The document's bytes, exactly as served; its only copy.", verbose_name='document')),
                ('content_hash', models.CharField(help_text="SHA-256 of the document's RFC 8785 form.", max_length=64, verbose_name='content hash')),
                ('previous_hash', models.CharField(blank=True, max_length=64, verbose_name='previous hash')),
                ('correction_note', models.TextField(blank=True, verbose_name='correction note')),
                ('withdrawal_reason', models.TextField(blank=True, verbose_name='reason of the withdrawal')),
                ('successor', models.UUIDField(blank=True, help_text='The verdict that replaces this one.', null=True, verbose_name='successor')),
                ('approved_digest', models.CharField(help_text='What exactly was approved.', max_length=64, verbose_name='approved digest')),
                ('published_at', models.DateTimeField(verbose_name='published')),
            ],
            options={
                'verbose_name': 'publication',
                'verbose_name_plural': 'publications',
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='PublishedClaim',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False, verbose_name='verdict')),
                ('claim_uid', models.UUIDField(verbose_name='claim')),
                ('language', models.CharField(max_length=35, verbose_name='language')),
                ('version', models.PositiveIntegerField(verbose_name='version')),
                ('status', models.CharField(choices=[('published', 'published'), ('corrected', 'corrected'), ('withdrawn', 'withdrawn')], max_length=9, verbose_name='status')),
                ('headline', models.TextField(blank=True, verbose_name='headline')),
                ('rating_scale', models.CharField(blank=True, max_length=100, verbose_name='rating scale')),
                ('rating_code', models.CharField(blank=True, max_length=100, verbose_name='rating')),
                ('rating_canonical', models.CharField(blank=True, choices=[('true', 'true'), ('mostly_true', 'mostly true'), ('mixed', 'mixed'), ('mostly_false', 'mostly false'), ('false', 'false'), ('unverifiable', 'unverifiable')], max_length=20, verbose_name='canonical rating')),
                ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='topics')),
                ('claimant', models.TextField(blank=True, verbose_name='claimant')),
                ('publishers', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='publishers')),
                ('urls', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='article URLs')),
                ('claimed_on', models.DateField(blank=True, null=True, verbose_name='claimed on')),
                ('first_published_at', models.DateTimeField(verbose_name='first published')),
                ('updated_at', models.DateTimeField(help_text='When its latest version was published, or it was withdrawn.', verbose_name='updated')),
                ('content_hash', models.CharField(max_length=64, verbose_name='content hash')),
                ('body', models.BinaryField(verbose_name='document')),
            ],
            options={
                'verbose_name': 'published claim',
                'verbose_name_plural': 'published claims',
                'default_permissions': ('view',),
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='epoch',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = '23514';", hash='dc15e942653fcb5fba598ac19b30d84a30dbcb72', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3564d', table='publications_epoch', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='epoch',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% is never emptied: TRUNCATE is refused', TG_TABLE_NAME USING ERRCODE = '23514';", hash='c379572db0ef2909df53b554e9c731c3ba7d0d11', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_318d7', table='publications_epoch', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='publication',
            name='approved_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by'),
        ),
        migrations.AddField(
            model_name='publication',
            name='authored_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author'),
        ),
        migrations.AddField(
            model_name='publication',
            name='published_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by'),
        ),
        migrations.AddField(
            model_name='feedentry',
            name='publication',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='feed_entry', to='publications.publication'),
        ),
        migrations.AddField(
            model_name='publishedclaim',
            name='publication',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='head', to='publications.publication'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(condition=models.Q(('kind', 'published'), _negated=True), fields=['kind', '-id'], name='publication_changed'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.UniqueConstraint(fields=('verdict', 'version'), name='publication_version'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by', models.F('authored_by')), _negated=True), name='publication_by_two_people'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['published', 'corrected', 'withdrawn'])), name='publication_kind'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'published'), ('previous_hash', ''), ('version', 1)), models.Q(('version__gt', 1), models.Q(('kind', 'published'), _negated=True), models.Q(('previous_hash', ''), _negated=True)), _connector='OR'), name='publication_first_or_sealed'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'corrected'), models.Q(('correction_note', ''), _negated=True)), models.Q(models.Q(('kind', 'corrected'), _negated=True), ('correction_note', '')), _connector='OR'), name='publication_note'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'withdrawn'), models.Q(('withdrawal_reason', ''), _negated=True)), models.Q(models.Q(('kind', 'withdrawn'), _negated=True), ('withdrawal_reason', '')), _connector='OR'), name='publication_reason'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('successor', None), ('kind', 'withdrawn'), _connector='OR'), name='publication_successor'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('content_hash__regex', '^[0-9a-f]{64}$')), name='publication_hash'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publication',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = '23514';", hash='e37818f2262ed380af7adb1035aeca6b52495ce4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d854d', table='publications_publication', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publication',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% is never emptied: TRUNCATE is refused', TG_TABLE_NAME USING ERRCODE = '23514';", hash='ada26d5351069e9e4b9f330ea44796f3c1fbab7d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_71f6f', table='publications_publication', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publication',
            trigger=pgtrigger.compiler.Trigger(name='sealed_chain', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE before publications_publication%ROWTYPE;', func="\n            IF NEW.version = 1 THEN RETURN NEW; END IF;\n            SELECT * INTO before FROM publications_publication\n             WHERE verdict = NEW.verdict AND version = NEW.version - 1;\n            IF NOT FOUND THEN\n                RAISE EXCEPTION 'Verdict % has no version before %', NEW.verdict, NEW.version USING ERRCODE = '23514';\n            ELSIF before.content_hash <> NEW.previous_hash THEN\n                RAISE EXCEPTION 'Version % does not seal the one before', NEW.version USING ERRCODE = '23514';\n            ELSIF (before.claim_uid, before.language) <> (NEW.claim_uid, NEW.language) THEN\n                RAISE EXCEPTION 'The claim and language of % never change', NEW.verdict USING ERRCODE = '23514';\n            ELSIF before.kind = 'withdrawn' AND NEW.kind = 'withdrawn' THEN\n                RAISE EXCEPTION 'Verdict % is already withdrawn', NEW.verdict USING ERRCODE = '23514';\n            ELSIF NEW.published_at < before.published_at THEN\n                RAISE EXCEPTION 'Version % is older than the one before', NEW.version USING ERRCODE = '23514';\n            END IF;\n            RETURN NEW;\n        ", hash='f201ac9c9e3ca3692861f8522ee0c96e1b27971e', operation='INSERT', pgid='pgtrigger_sealed_chain_871b2', table='publications_publication', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publication',
            trigger=pgtrigger.compiler.Trigger(name='numbered_at_commit', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n            PERFORM pg_advisory_xact_lock(7310462001);\n            INSERT INTO publications_feedentry (sequence, epoch, publication_id)\n            VALUES (\n                coalesce((SELECT max(sequence) FROM publications_feedentry), 0) + 1,\n                (SELECT max(number) FROM publications_epoch),\n                NEW.id\n            );\n            RETURN NULL;\n        ', hash='a2c516b96af18bfa244dc316bee3f1dee5e94534', operation='INSERT', pgid='pgtrigger_numbered_at_commit_b2baa', table='publications_publication', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='feedentry',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = '23514';", hash='08f22e4224e66fa71cea919ff94c6cfe347bd1f3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_dbcf5', table='publications_feedentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='feedentry',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% is never emptied: TRUNCATE is refused', TG_TABLE_NAME USING ERRCODE = '23514';", hash='cf2e391df8123da6b6a8087ee7afadcb4f0662d7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_34466', table='publications_feedentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='feedentry',
            trigger=pgtrigger.compiler.Trigger(name='only_by_commit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'The change feed is written by publishing, and in no other way' USING ERRCODE = '23514';\n            END IF;\n            RETURN NEW;\n        ", hash='ac92e775ab5136dfff51dad8bbff875aa8b45839', operation='INSERT', pgid='pgtrigger_only_by_commit_66545', table='publications_feedentry', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='publishedclaim',
            index=models.Index(models.OrderBy(models.F('first_published_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='head_newest'),
        ),
        migrations.AddIndex(
            model_name='publishedclaim',
            index=models.Index(models.F('language'), models.OrderBy(models.F('first_published_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='head_language'),
        ),
        migrations.AddIndex(
            model_name='publishedclaim',
            index=models.Index(models.F('rating_canonical'), models.F('language'), models.OrderBy(models.F('first_published_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='head_rating_language'),
        ),
        migrations.AddIndex(
            model_name='publishedclaim',
            index=models.Index(models.F('rating_code'), models.OrderBy(models.F('first_published_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='head_code'),
        ),
        migrations.AddIndex(
            model_name='publishedclaim',
            index=models.Index(models.F('claimant'), models.OrderBy(models.F('first_published_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='head_claimant'),
        ),
        migrations.AddIndex(
            model_name='publishedclaim',
            index=models.Index(models.OrderBy(django.db.models.functions.comparison.Coalesce('claimed_on', models.Value(datetime.date(1, 1, 1))), descending=True), models.OrderBy(models.F('id'), descending=True), name='head_claimed'),
        ),
        migrations.AddIndex(
            model_name='publishedclaim',
            index=models.Index(models.F('status'), models.OrderBy(models.F('first_published_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('status', 'published'), _negated=True), name='head_status'),
        ),
        migrations.AddIndex(
            model_name='publishedclaim',
            index=models.Index(fields=['updated_at'], name='head_updated'),
        ),
        migrations.AddIndex(
            model_name='publishedclaim',
            index=models.Index(fields=['claim_uid'], name='head_claim'),
        ),
        migrations.AddIndex(
            model_name='publishedclaim',
            index=django.contrib.postgres.indexes.GinIndex(fields=['topics'], name='head_topics'),
        ),
        migrations.AddIndex(
            model_name='publishedclaim',
            index=django.contrib.postgres.indexes.GinIndex(fields=['publishers'], name='head_publishers'),
        ),
        migrations.AddIndex(
            model_name='publishedclaim',
            index=django.contrib.postgres.indexes.GinIndex(fields=['urls'], name='head_urls'),
        ),
        migrations.AddConstraint(
            model_name='publishedclaim',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'withdrawn'), _negated=True), fields=('claim_uid', 'language'), name='one_verdict_per_claim'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publishedclaim',
            trigger=pgtrigger.compiler.Trigger(name='shows_the_record', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF NOT EXISTS (\n                    SELECT FROM publications_publication p\n                     WHERE p.id = NEW.publication_id AND p.verdict = NEW.id\n                       AND p.version = NEW.version AND p.kind = NEW.status\n                       AND p.content_hash = NEW.content_hash AND p.body = NEW.body\n                ) OR EXISTS (\n                    SELECT FROM publications_publication p\n                     WHERE p.verdict = NEW.id AND p.version > NEW.version\n                ) THEN\n                    RAISE EXCEPTION 'The head % is not the latest publication of its verdict', NEW.id USING ERRCODE = '23514';\n                END IF;\n                RETURN NEW;\n            ", hash='66e9bfc83351e974ef2cea5850234fd0d659f4fa', operation='INSERT OR UPDATE', pgid='pgtrigger_shows_the_record_1da62', table='publications_publishedclaim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publishedclaim',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Heads are never deleted: withdraw the verdict' USING ERRCODE = '23514';", hash='2b87aab8c3f43da8a1d1fccb550d3026eac254e2', operation='DELETE', pgid='pgtrigger_never_deleted_ad328', table='publications_publishedclaim', when='BEFORE')),
        ),
        migrations.RunSQL(
            STORED_PLAINLY.format(table="publications_publication"), migrations.RunSQL.noop
        ),
        migrations.RunSQL(
            STORED_PLAINLY.format(table="publications_publishedclaim"), migrations.RunSQL.noop
        ),
        migrations.RunPython(begin_first_epoch, migrations.RunPython.noop),
    ]

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("history", "0001_initial"),  # its triggers read the journal
    ]

    operations = [
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='uid')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='short name')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='contact e-mail')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('active', models.BooleanField(default=True, help_text='The keys of an inactive partner are refused.', verbose_name='active')),
            ],
            options={
                'verbose_name': 'partner',
                'verbose_name_plural': 'partners',
                'ordering': ['name'],
                'abstract': False,
                'default_permissions': ('add', 'change', 'view'),
            },
        ),
        migrations.CreateModel(
            name='ApiKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='uid')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('public_id', models.CharField(max_length=8, unique=True, verbose_name='id')),
                ('secret_hash', models.CharField(editable=False, max_length=64)),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('read', 'read verdicts'), ('match', 'match texts'), ('submit', 'submit articles and claims'), ('webhooks', 'manage webhooks')], max_length=20), size=None, verbose_name='scopes')),
                ('label', models.CharField(blank=True, max_length=100, verbose_name='label')),
                ('expires_at', models.DateTimeField(verbose_name='expires')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='keys', to='partners.partner', verbose_name='partner')),
            ],
            options={
                'verbose_name': 'API key',
                'verbose_name_plural': 'API keys',
                'ordering': ['-created_at'],
                'permissions': [('revoke_apikey', 'Can revoke API key')],
                'abstract': False,
                'default_permissions': ('add', 'change', 'view'),
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='journaled', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE was integer; was_status text;', func="\n        IF TG_OP = 'INSERT' THEN was := 0; was_status := '';\n        ELSE\n            was := OLD.version; was_status := '';\n            IF NEW.uid <> OLD.uid THEN RAISE EXCEPTION 'A uid never changes' USING ERRCODE = '23514'; END IF;\n        END IF;\n        IF NEW.version <> was + 1 OR NOT EXISTS (\n            SELECT FROM history_event e WHERE e.subject = NEW.uid AND e.version = NEW.version\n               AND e.transaction = (pg_current_xact_id()::text)::bigint AND e.verb LIKE 'partner:%'\n        ) THEN\n            RAISE EXCEPTION '% %: no event allows the change from version % (%) to version % (%)', TG_TABLE_NAME, NEW.uid, was, was_status, NEW.version, '' USING ERRCODE = '23514';\n        END IF;\n        RETURN NEW;\n    ", hash='5dceef7e79f2738613d229d63a0f4d3848f51030', operation='INSERT OR UPDATE', pgid='pgtrigger_journaled_0f229', table='partners_partner', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% rows are never deleted', TG_TABLE_NAME USING ERRCODE = '23514';", hash='c03a279bd8cec6de69dd5c3f1c6c0b6affa0c392', operation='DELETE', pgid='pgtrigger_never_deleted_ecf04', table='partners_partner', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% is never emptied: TRUNCATE is refused', TG_TABLE_NAME USING ERRCODE = '23514';", hash='f4180b77ca421fb1b2927276f0a865d04aee86a5', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_f5596', table='partners_partner', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='apikey',
            constraint=models.CheckConstraint(condition=models.Q(('scopes__contained_by', ['read', 'match', 'submit', 'webhooks']), ('scopes__len__gt', 0)), name='apikey_scopes'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apikey',
            trigger=pgtrigger.compiler.Trigger(name='journaled', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE was integer; was_status text;', func="\n        IF TG_OP = 'INSERT' THEN was := 0; was_status := '';\n        ELSE\n            was := OLD.version; was_status := '';\n            IF NEW.uid <> OLD.uid THEN RAISE EXCEPTION 'A uid never changes' USING ERRCODE = '23514'; END IF;\n        END IF;\n        IF NEW.version <> was + 1 OR NOT EXISTS (\n            SELECT FROM history_event e WHERE e.subject = NEW.uid AND e.version = NEW.version\n               AND e.transaction = (pg_current_xact_id()::text)::bigint AND e.verb LIKE 'key:%'\n        ) THEN\n            RAISE EXCEPTION '% %: no event allows the change from version % (%) to version % (%)', TG_TABLE_NAME, NEW.uid, was, was_status, NEW.version, '' USING ERRCODE = '23514';\n        END IF;\n        RETURN NEW;\n    ", hash='9b09a4be585b01187b29658aa7a279a95c61c05b', operation='INSERT OR UPDATE', pgid='pgtrigger_journaled_106ae', table='partners_apikey', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apikey',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% rows are never deleted', TG_TABLE_NAME USING ERRCODE = '23514';", hash='42b1868b0caa59be877962c7ea4a6772eb524ff1', operation='DELETE', pgid='pgtrigger_never_deleted_4e819', table='partners_apikey', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apikey',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION '% is never emptied: TRUNCATE is refused', TG_TABLE_NAME USING ERRCODE = '23514';", hash='5072f7d2dfc2421b8c34b61c7af70dbe867a5dc7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_5cfcd', table='partners_apikey', when='BEFORE')),
        ),
    ]

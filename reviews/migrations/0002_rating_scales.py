"""Two scales to begin with, French and English. A desk changes them, or adds its own."""

import uuid

from django.db import migrations

SCALES = {
    ("verite", "Vérité", "fr"): ["Vrai", "Plutôt vrai", "Mitigé", "Plutôt faux", "Faux", "Invérifiable"],
    ("truth", "Truth", "en"): ["True", "Mostly true", "Mixed", "Mostly false", "False", "Unverifiable"],
}
# schema.org has no value for “unverifiable”: the middle says neither true nor false.
STEPS = [("true", 5), ("mostly_true", 4), ("mixed", 3), ("mostly_false", 2), ("false", 1), ("unverifiable", 3)]


def seed(apps, schema_editor=None):
    Event = apps.get_model("history", "Event")
    Scale = apps.get_model("reviews", "RatingScale")
    Rating = apps.get_model("reviews", "Rating")
    for (slug, name, language), labels in SCALES.items():
        uid = uuid.uuid4()
        Event.objects.create(
            verb="scale:create", subject=uid, version=1, data={"because": "the desk's first scales"}
        )
        scale = Scale.objects.create(uid=uid, slug=slug, name=name, language=language)
        for label, (canonical, value) in zip(labels, STEPS, strict=True):
            Rating.objects.create(
                scale=scale, code=canonical, label=label, value=value, canonical=canonical
            )


class Migration(migrations.Migration):

    dependencies = [("reviews", "0001_initial"), ("history", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]

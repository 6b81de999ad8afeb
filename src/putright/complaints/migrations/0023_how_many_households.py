"""How many households a group's main contact speaks for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0022_words_for_the_evidence_pack"),
    ]

    operations = [
        migrations.AddField(
            model_name="complaint",
            name="households",
            field=models.PositiveIntegerField(null=True),
        ),
    ]

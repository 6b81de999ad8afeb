"""Where a picture was painted over, which copies came before, and an index over files that no scanner has seen."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_what_a_landlord_decides"),
        ("complaints", "0012_needs_reprisals_and_limits"),
        ("record", "0007_documents_may_be_forgotten"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="casefile",
            name="complaints_files_waiting",
        ),
        migrations.AddField(
            model_name="casefile",
            name="boxes",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="casefile",
            name="earlier_copies",
            field=models.JSONField(default=list),
        ),
        migrations.AddIndex(
            model_name="casefile",
            index=models.Index(
                condition=models.Q(("check_state", "waiting"), ("forgotten_at", None)),
                fields=["landlord", "given_at", "id"],
                name="complaints_files_waiting",
            ),
        ),
    ]

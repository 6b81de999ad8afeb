from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_who_reports_to_whom"),
        ("complaints", "0015_a_file_that_proves_a_promise"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(
                    ("next_due_on__isnull", False),
                    (
                        "state__in",
                        (
                            "acknowledged",
                            "answered",
                            "escalation_refused",
                            "received",
                            "refused",
                            "stage2_acknowledged",
                            "stage2_answered",
                            "stage2_asked",
                            "stage3_acknowledged",
                            "stage3_answered",
                            "stage3_asked",
                        ),
                    ),
                    _connector="OR",
                ),
                fields=["landlord", "next_due_on", "id"],
                include=("state", "handler", "reviewer"),
                name="complaints_to_do",
            ),
        ),
    ]

"""Whoever is shut out of a case does not find the request that it grew from, nor how it reached us."""

from django.db import migrations, models

from putright.complaints.closing import closed


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0008_service_requests_and_clocks_of_dangers"),
    ]

    operations = [
        migrations.AddField(
            model_name="servicerequest",
            name="complained_as",
            field=models.UUIDField(null=True),
        ),
        closed("complaints_source"),
        closed("complaints_servicerequest", "complained_as"),
    ]

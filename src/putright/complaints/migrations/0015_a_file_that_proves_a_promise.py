"""A kept promise may name the file that shows it: one of the same landlord's, held by the database."""

from django.db import migrations, models

from putright.record import tenancy


class Migration(migrations.Migration):
    dependencies = [("complaints", "0014_households_are_closed_with_their_group")]

    operations = [
        migrations.AddField(
            model_name="promise",
            name="proof_file_id",
            field=models.UUIDField(null=True),
        ),
        tenancy.tie("complaints_promise", "proof_file_id", "complaints_casefile"),
    ]

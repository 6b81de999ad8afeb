"""The personal text of a service request that never became a complaint may be removed, by two people as a case's."""

import django.db.models.deletion
from django.db import migrations, models

from putright.record import tenancy


class Migration(migrations.Migration):
    dependencies = [("complaints", "0017_holds_removals_and_questions")]

    operations = [
        migrations.AlterField(
            model_name="removal",
            name="complaint",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="removals",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="removal",
            name="request",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="removals",
                to="complaints.servicerequest",
            ),
        ),
        migrations.AddConstraint(
            model_name="removal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("declined", False), ("stopped_by", "")),
                fields=("landlord", "request"),
                name="complaints_removal_of_request",
            ),
        ),
        migrations.AddConstraint(
            model_name="removal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("complaint", None), ("request__isnull", False)),
                    models.Q(("complaint__isnull", False), ("request", None)),
                    _connector="OR",
                ),
                name="complaints_removal_of_one",
            ),
        ),
        tenancy.tie("complaints_removal", "request_id", "complaints_servicerequest"),
    ]

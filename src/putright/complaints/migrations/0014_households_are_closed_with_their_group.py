"""A household of a group is closed to whoever is shut out of the group's case, as the group itself is."""

from django.db import migrations
from django.db.migrations.operations import RunSQL


class Migration(migrations.Migration):
    dependencies = [("complaints", "0013_where_a_file_was_painted_over")]

    operations = [
        # The group's own policy holds inside the condition too: a hidden group has no households.
        RunSQL(
            "CREATE POLICY closed_with_group ON complaints_groupmember AS RESTRICTIVE"
            " USING (group_id IN (SELECT id FROM complaints_group))",
            "DROP POLICY closed_with_group ON complaints_groupmember",
        ),
    ]

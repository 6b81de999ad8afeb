"""Homes, links between cases, joined cases and points, and groups; each table is held to its landlord."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import putright.record.ids
from putright.record import tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_what_a_landlord_decides"),
        ("complaints", "0002_files_and_evidence_requests"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("same_home", "Same home"),
                            ("same_resident", "Same resident"),
                            ("again", "The same problem again"),
                            ("left_group", "Left the group of the other"),
                            ("related", "Related in another way"),
                        ],
                        max_length=20,
                    ),
                ),
                ("linked_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Group",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("place", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GroupMember",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("lead", models.BooleanField(default=False)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("postcode", models.CharField(blank=True, max_length=10)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("same_as_group", models.BooleanField(default=True)),
                ("effect", models.TextField(blank=True)),
                ("wish", models.TextField(blank=True)),
                ("remedy", models.TextField(blank=True)),
                (
                    "letter",
                    models.CharField(
                        choices=[("own", "A letter of their own"), ("lead", "Through the main contact")],
                        default="lead",
                        max_length=10,
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("link", "By a link"),
                            ("paper", "On a paper list"),
                            ("meeting", "At a meeting"),
                            ("call", "By phone or in person"),
                        ],
                        max_length=10,
                    ),
                ),
                ("joined_on", models.DateField()),
                ("left_on", models.DateField(null=True)),
            ],
            options={
                "ordering": ["-lead", "joined_on", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Home",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reference", models.CharField(max_length=80)),
                ("line_1", models.CharField(max_length=200)),
                ("line_2", models.CharField(blank=True, max_length=200)),
                ("town", models.CharField(blank=True, max_length=100)),
                ("postcode", models.CharField(max_length=10)),
                ("service_area", models.CharField(blank=True, max_length=100)),
                ("gone_on", models.DateField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HomeList",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("full", models.BooleanField()),
                ("taken", models.PositiveIntegerField()),
                ("changed", models.PositiveIntegerField()),
                ("unchanged", models.PositiveIntegerField()),
                ("gone", models.PositiveIntegerField()),
                ("refused", models.PositiveIntegerField()),
                ("refusals", models.JSONField(default=list)),
                ("imported_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="JoinedCase",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("joined_on", models.DateField()),
                ("reasons", models.TextField(blank=True)),
                ("hazards", models.JSONField(default=list)),
                ("apart_on", models.DateField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="complaint",
            name="joined_into",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="joined_here",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="joined_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="point",
            name="brought_from",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="brought_to",
                to="complaints.point",
            ),
        ),
        migrations.AddField(
            model_name="point",
            name="joined_to",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="joined_here",
                to="complaints.point",
            ),
        ),
        migrations.AddField(
            model_name="point",
            name="split_from",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="split_off",
                to="complaints.point",
            ),
        ),
        migrations.AddField(
            model_name="point",
            name="taken_back_on",
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name="point",
            index=models.Index(fields=["landlord", "brought_from"], name="complaints_brought"),
        ),
        migrations.AddField(
            model_name="caselink",
            name="complaint",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="links_to",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="caselink",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="caselink",
            name="linked_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="caselink",
            name="other",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="links_from",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="group",
            name="complaint",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="groups",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="group",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="groupmember",
            name="group",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="members",
                to="complaints.group",
            ),
        ),
        migrations.AddField(
            model_name="groupmember",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="groupmember",
            name="own_case",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="home",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="groupmember",
            name="home",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="group_members",
                to="complaints.home",
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="home",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="complaints",
                to="complaints.home",
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["landlord", "home", "received_on"], name="complaints_by_home"),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["landlord", "postcode", "received_on"], name="complaints_by_postcode"),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["landlord", "email", "received_on"], name="complaints_by_email"),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["landlord", "phone", "received_on"], name="complaints_by_phone"),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["landlord", "name", "received_on"], name="complaints_by_name"),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["landlord", "joined_into"], name="complaints_joined"),
        ),
        migrations.AddField(
            model_name="homelist",
            name="imported_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="homelist",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="joinedcase",
            name="complaint",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="joinings",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="joinedcase",
            name="into",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="joinings_here",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="joinedcase",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddIndex(
            model_name="caselink",
            index=models.Index(fields=["landlord", "other"], name="complaints_caselink_other"),
        ),
        migrations.AddConstraint(
            model_name="caselink",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_caselink_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="caselink",
            constraint=models.UniqueConstraint(
                fields=("landlord", "complaint", "other"), name="complaints_caselink_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_group_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.UniqueConstraint(
                fields=("landlord", "complaint"), name="complaints_group_once"
            ),
        ),
        migrations.AddIndex(
            model_name="home",
            index=models.Index(fields=["landlord", "postcode"], name="complaints_home_postcode"),
        ),
        migrations.AddConstraint(
            model_name="home",
            constraint=models.UniqueConstraint(fields=("landlord", "id"), name="complaints_home_landlord_id"),
        ),
        migrations.AddConstraint(
            model_name="home",
            constraint=models.UniqueConstraint(
                fields=("landlord", "reference"), name="complaints_home_reference"
            ),
        ),
        migrations.AddIndex(
            model_name="groupmember",
            index=models.Index(fields=["landlord", "group", "joined_on"], name="complaints_group_members"),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_groupmember_landlord_id"
            ),
        ),
        migrations.AddIndex(
            model_name="homelist",
            index=models.Index(fields=["landlord", "imported_at"], name="complaints_homelist_at"),
        ),
        migrations.AddConstraint(
            model_name="homelist",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_homelist_landlord_id"
            ),
        ),
        migrations.AddIndex(
            model_name="joinedcase",
            index=models.Index(fields=["landlord", "complaint"], name="complaints_joined_case"),
        ),
        migrations.AddIndex(
            model_name="joinedcase",
            index=models.Index(fields=["landlord", "into"], name="complaints_joined_into"),
        ),
        migrations.AddConstraint(
            model_name="joinedcase",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_joinedcase_landlord_id"
            ),
        ),
        *tenancy.protect("complaints_home"),
        *tenancy.protect("complaints_homelist"),
        *tenancy.protect("complaints_caselink"),
        *tenancy.protect("complaints_joinedcase"),
        *tenancy.protect("complaints_group"),
        *tenancy.protect("complaints_groupmember"),
        tenancy.tie("complaints_complaint", "home_id", "complaints_home"),
        tenancy.tie("complaints_complaint", "joined_into_id", "complaints_complaint"),
        tenancy.tie("complaints_point", "split_from_id", "complaints_point"),
        tenancy.tie("complaints_point", "joined_to_id", "complaints_point"),
        tenancy.tie("complaints_point", "brought_from_id", "complaints_point"),
        tenancy.tie("complaints_caselink", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_caselink", "other_id", "complaints_complaint"),
        tenancy.tie("complaints_joinedcase", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_joinedcase", "into_id", "complaints_complaint"),
        tenancy.tie("complaints_group", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_groupmember", "group_id", "complaints_group"),
        tenancy.tie("complaints_groupmember", "home_id", "complaints_home"),
        tenancy.tie("complaints_groupmember", "own_case_id", "complaints_complaint"),
        # A list that was imported, and a joining, are never taken out of the history again.
        tenancy.grant("complaints_homelist", "SELECT, INSERT"),
        tenancy.grant("complaints_joinedcase", "SELECT, INSERT, UPDATE (reasons, apart_on)"),
    ]

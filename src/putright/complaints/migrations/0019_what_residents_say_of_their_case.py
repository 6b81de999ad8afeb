"""What residents say of their case: whether we understood, time of their own, a group joined by a link, afterwards."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.migrations.operations import RunSQL

import putright.record.ids
from putright.complaints.closing import closed
from putright.record import tenancy


def _closed_with_group(table: str) -> RunSQL:
    """A household's rows are closed to whoever is shut out of the group's case, as the group itself is."""
    return RunSQL(
        f"CREATE POLICY closed_with_group ON {table} AS RESTRICTIVE"
        " USING (group_id IN (SELECT id FROM complaints_group))",
        f"DROP POLICY closed_with_group ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_who_reports_to_whom"),
        ("complaints", "0018_requests_are_removed_too"),
        ("record", "0007_documents_may_be_forgotten"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Afterwards",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("closed_on", models.DateField()),
                ("asked_on", models.DateField()),
                ("fair", models.BooleanField(null=True)),
                ("solved", models.BooleanField(null=True)),
                ("said_on", models.DateField(null=True)),
            ],
            options={
                "verbose_name_plural": "afterwards",
                "ordering": ["asked_on", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CaseStudy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("agreed", models.BooleanField()),
                ("name_as", models.CharField(blank=True, max_length=100)),
                ("said_on", models.DateField()),
                ("withdrawn_on", models.DateField(null=True)),
            ],
            options={
                "verbose_name_plural": "case studies",
                "ordering": ["said_on", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("made_on", models.DateField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_on", models.DateField(null=True)),
            ],
            options={
                "ordering": ["expires_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MemberLetter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("stage", models.PositiveSmallIntegerField()),
                ("language", models.CharField(max_length=10)),
                ("content", models.JSONField()),
                ("issued_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["issued_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OwnTime",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("evidence", "To send photos, letters or other files"),
                            ("reply", "To reply to us"),
                            ("other", "For something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("until", models.DateField()),
                ("because", models.TextField(blank=True)),
                ("of_need", models.BooleanField(default=False)),
                ("asked_on", models.DateField()),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Understanding",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("version", models.CharField(max_length=64)),
                ("asked_on", models.DateField()),
                (
                    "says",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Nothing yet"),
                            ("right", "It is right"),
                            ("change", "Something is to be changed"),
                            ("add", "Something is to be added"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("said_on", models.DateField(null=True)),
                ("settled_on", models.DateField(null=True)),
                ("stays_because", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["number"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="groupmember",
            name="documents_by",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="groupmember",
            name="passphrase",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="groupmember",
            name="reference",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="groupmember",
            name="written_language",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AlterField(
            model_name="caselink",
            name="why",
            field=models.CharField(
                choices=[
                    ("same_home", "Same home"),
                    ("same_resident", "Same resident"),
                    ("again", "The same problem again"),
                    ("left_group", "Left the group of the other"),
                    ("new_issue", "Raised while the other was open"),
                    ("related", "Related in another way"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reference", ""), _negated=True),
                fields=("landlord", "reference"),
                name="complaints_groupmember_reference",
            ),
        ),
        migrations.AddField(
            model_name="afterwards",
            name="complaint",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="afterwards",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="afterwards",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="afterwards",
            name="taken_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="complaint",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="case_studies",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="taken_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="group",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invitations",
                to="complaints.group",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="made_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="memberletter",
            name="group",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="complaints.group",
            ),
        ),
        migrations.AddField(
            model_name="memberletter",
            name="html",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="record.document",
            ),
        ),
        migrations.AddField(
            model_name="memberletter",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="memberletter",
            name="member",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letters",
                to="complaints.groupmember",
            ),
        ),
        migrations.AddField(
            model_name="memberletter",
            name="of_letter",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="complaints.letter",
            ),
        ),
        migrations.AddField(
            model_name="memberletter",
            name="pdf",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="record.document",
            ),
        ),
        migrations.AddField(
            model_name="owntime",
            name="complaint",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="own_times",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="owntime",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="owntime",
            name="taken_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="understanding",
            name="complaint",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="understandings",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="understanding",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="understanding",
            name="settled_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="understanding",
            name="taken_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="afterwards",
            index=models.Index(fields=["landlord", "said_on"], name="complaints_said_afterwards"),
        ),
        migrations.AddConstraint(
            model_name="afterwards",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_afterwards_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="afterwards",
            constraint=models.UniqueConstraint(
                fields=("landlord", "complaint", "closed_on"), name="complaints_afterwards_once"
            ),
        ),
        migrations.AddIndex(
            model_name="casestudy",
            index=models.Index(
                condition=models.Q(("agreed", True), ("withdrawn_on", None)),
                fields=["landlord", "said_on"],
                name="complaints_case_studies",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_casestudy_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_invitation_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                fields=("landlord", "digest"), name="complaints_invitation_digest"
            ),
        ),
        migrations.AddConstraint(
            model_name="memberletter",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_memberletter_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="memberletter",
            constraint=models.UniqueConstraint(
                fields=("landlord", "member", "of_letter"), name="complaints_memberletter_once"
            ),
        ),
        migrations.AddIndex(
            model_name="owntime",
            index=models.Index(fields=["landlord", "complaint"], name="complaints_own_time_case"),
        ),
        migrations.AddConstraint(
            model_name="owntime",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_owntime_landlord_id"
            ),
        ),
        migrations.AddIndex(
            model_name="understanding",
            index=models.Index(
                condition=models.Q(("says__in", ("change", "add")), ("settled_on", None)),
                fields=["landlord", "said_on"],
                name="complaints_to_understand",
            ),
        ),
        migrations.AddConstraint(
            model_name="understanding",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_understanding_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="understanding",
            constraint=models.UniqueConstraint(
                fields=("landlord", "complaint", "number"), name="complaints_understanding_once"
            ),
        ),
        *tenancy.protect("complaints_understanding"),
        tenancy.tie("complaints_understanding", "complaint_id", "complaints_complaint"),
        closed("complaints_understanding"),
        *tenancy.protect("complaints_owntime"),
        tenancy.tie("complaints_owntime", "complaint_id", "complaints_complaint"),
        closed("complaints_owntime"),
        *tenancy.protect("complaints_afterwards"),
        tenancy.tie("complaints_afterwards", "complaint_id", "complaints_complaint"),
        closed("complaints_afterwards"),
        *tenancy.protect("complaints_casestudy"),
        tenancy.tie("complaints_casestudy", "complaint_id", "complaints_complaint"),
        closed("complaints_casestudy"),
        *tenancy.protect("complaints_invitation"),
        tenancy.tie("complaints_invitation", "group_id", "complaints_group"),
        _closed_with_group("complaints_invitation"),
        *tenancy.protect("complaints_memberletter"),
        tenancy.tie("complaints_memberletter", "group_id", "complaints_group"),
        tenancy.tie("complaints_memberletter", "member_id", "complaints_groupmember"),
        tenancy.tie("complaints_memberletter", "of_letter_id", "complaints_letter"),
        tenancy.tie("complaints_memberletter", "html_id", "record_document"),
        tenancy.tie("complaints_memberletter", "pdf_id", "record_document"),
        _closed_with_group("complaints_memberletter"),
    ]

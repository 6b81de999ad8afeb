import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import putright.record.ids
from putright.complaints.closing import closed, closed_all
from putright.record import tenancy

# The people of an advice agency read the rows of their own agency, at whatever landlord.
OF_MY_BODY = (
    "body_id IN (SELECT mine.body_id FROM accounts_bodyrole AS mine"
    f" WHERE mine.person_id = {tenancy.CURRENT_PERSON}"
    " AND (mine.ended_on IS NULL OR mine.ended_on > CURRENT_DATE))"
)
# Whoever sent a form "for somebody else" before there was a place for them waits for permission like anybody now.
HELPERS = """
    INSERT INTO complaints_representative (id, landlord_id, complaint_id, name, organisation, role, reference, phone,
        email, address, hours, permission, permission_note, scope, named_at)
    SELECT gen_random_uuid(), landlord_id, id, name, '',
        CASE WHEN relationship IN ('family', 'support_worker', 'advice_agency', 'councillor', 'mp', 'solicitor',
            'attorney') THEN relationship ELSE 'other' END,
        '', phone, email, '', '', 'ask', '', '["talk"]'::jsonb, received_on::timestamp AT TIME ZONE 'Europe/London'
    FROM complaints_complaint WHERE for_whom = 'someone' AND blanked_at IS NULL
"""


def _lifted_both(statement: str) -> list[migrations.RunSQL]:
    """Runs it over every landlord's cases and representatives."""
    outer = tenancy.lifted("complaints_complaint", [])
    return [outer[0], *tenancy.lifted("complaints_representative", [statement]), outer[1]]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_who_reports_to_whom"),
        ("complaints", "0006_remedies_news_and_learning"),
        ("record", "0005_access_log"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Representative",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("organisation", models.CharField(blank=True, max_length=200)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("family", "Family or friend"),
                            ("support_worker", "Support worker"),
                            ("advice_agency", "Advice agency"),
                            ("councillor", "Councillor"),
                            ("mp", "Member of Parliament (MP)"),
                            ("solicitor", "Solicitor"),
                            ("attorney", "Attorney or deputy"),
                            ("other", "Another way"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=80)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("hours", models.CharField(blank=True, max_length=200)),
                (
                    "permission",
                    models.CharField(
                        choices=[
                            ("with_them", "The resident is with them now and says so"),
                            ("signed_form", "There is a signed form"),
                            ("ask", "Please ask the resident"),
                            ("legal", "They have legal authority"),
                            ("cannot", "The resident cannot give permission"),
                        ],
                        max_length=20,
                    ),
                ),
                ("permission_note", models.TextField(blank=True)),
                ("scope", models.JSONField(default=list)),
                ("until", models.DateField(null=True)),
                ("named_at", models.DateTimeField()),
                ("given_on", models.DateField(null=True)),
                ("refused_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.body",
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representatives",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="complaints.casefile",
                    ),
                ),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["named_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Authority",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("scope", models.JSONField(default=list)),
                ("from_on", models.DateField()),
                ("until", models.DateField(null=True)),
                ("given_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.body"
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorities",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
                    ),
                ),
                (
                    "representative",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorities",
                        to="complaints.representative",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "authorities",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Restriction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("complained_of", "The complaint is about them"),
                            ("conflict", "Another conflict: related, a neighbour, a friend"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField()),
                ("set_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_because", models.TextField(blank=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restrictions",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["set_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ShutOut",
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
                            ("named", "In a conflict"),
                            ("above", "Somebody in a conflict reports to them"),
                            ("below", "They report to somebody in a conflict"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shut_out",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="representative",
            index=models.Index(
                fields=["landlord", "complaint", "named_at"], name="complaints_helpers_of_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_representative_landlord_id"
            ),
        ),
        migrations.AddIndex(
            model_name="authority",
            index=models.Index(fields=["body", "ended_on", "id"], name="complaints_authority_of_body"),
        ),
        migrations.AddIndex(
            model_name="authority",
            index=models.Index(fields=["landlord", "complaint"], name="complaints_authority_of_case"),
        ),
        migrations.AddConstraint(
            model_name="authority",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_authority_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="authority",
            constraint=models.UniqueConstraint(
                fields=("landlord", "representative"), name="complaints_authority_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_restriction_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at", None)),
                fields=("landlord", "complaint", "person"),
                name="complaints_restriction_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="shutout",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_shutout_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="shutout",
            constraint=models.UniqueConstraint(
                fields=("landlord", "person", "complaint"), name="complaints_shutout_once"
            ),
        ),
        *tenancy.protect("complaints_restriction"),
        *tenancy.protect("complaints_shutout"),
        *tenancy.protect("complaints_representative"),
        *tenancy.protect("complaints_authority", also=OF_MY_BODY),
        tenancy.tie("complaints_restriction", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_shutout", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_representative", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_representative", "form_id", "complaints_casefile"),
        tenancy.tie("complaints_authority", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_authority", "representative_id", "complaints_representative"),
        # What was once a restriction or a representative stays to be read; who is shut out is worked out anew.
        tenancy.grant("complaints_restriction", "SELECT, INSERT, UPDATE"),
        tenancy.grant("complaints_shutout", "SELECT, INSERT, DELETE"),
        tenancy.grant("complaints_representative", "SELECT, INSERT, UPDATE"),
        tenancy.grant("complaints_authority", "SELECT, INSERT, UPDATE"),
        *_lifted_both(HELPERS),
        closed("complaints_complaint", "id"),
        closed("complaints_caselink", "complaint_id", "other_id"),
        closed("complaints_joinedcase", "complaint_id", "into_id"),
        closed("complaints_groupmember", "own_case_id"),
        closed_all(),
        closed("record_chain", "subject_id"),
        closed("record_accessentry", "subject_id"),
        closed("record_message", "about_id"),
    ]

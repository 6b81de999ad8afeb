"""Remedies, what residents say to more time, news and learning: what a case gains between answer and end."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import putright.record.ids
from putright.record import tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_what_a_landlord_decides"),
        ("complaints", "0005_absences_searches_and_tallies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Learning",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("stage", models.PositiveSmallIntegerField()),
                ("nothing_because", models.TextField(blank=True)),
                (
                    "cause",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("people", "People: what somebody did or did not do"),
                            ("process", "Process: how we work"),
                            ("system", "System: computers, records, telephones"),
                            ("contractor", "Contractor or supplier"),
                            ("policy", "Policy: what we decided"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "service",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("repairs", "Repairs"),
                            ("damp", "Damp, mould and leaks"),
                            ("heating", "Heating and hot water"),
                            ("behaviour", "Neighbours and anti-social behaviour"),
                            ("contact", "How staff or contractors treat people"),
                            ("charges", "Rent and service charges"),
                            ("shared_areas", "Shared areas"),
                            ("safety", "Building and fire safety"),
                            ("adaptations", "Changes needed for a disability"),
                            ("lettings", "Moving and lettings"),
                            ("complaints", "Complaint handling"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("change", models.TextField(blank=True)),
                ("due_on", models.DateField(null=True)),
                ("publish", models.TextField(blank=True)),
                ("recorded_on", models.DateField()),
                ("accepted_on", models.DateField(null=True)),
                ("done_on", models.DateField(null=True)),
                ("proof", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MoreTimeReply",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("stage", models.PositiveSmallIntegerField()),
                (
                    "says",
                    models.CharField(
                        choices=[
                            ("agree", "Agrees"),
                            ("disagree", "Does not agree"),
                            ("call", "Asks for a call"),
                        ],
                        max_length=10,
                    ),
                ),
                ("because", models.TextField(blank=True)),
                ("wants_ready_points", models.BooleanField(default=False)),
                ("said_on", models.DateField()),
                ("react_by", models.DateField(null=True)),
                ("reacted_on", models.DateField(null=True)),
                ("reaction", models.TextField(blank=True)),
            ],
            options={
                "verbose_name_plural": "more time replies",
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="News",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("stage", models.PositiveSmallIntegerField()),
                ("words", models.TextField()),
                ("given_on", models.DateField()),
            ],
            options={
                "verbose_name_plural": "news",
                "ordering": ["-given_on", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Remedy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("stage", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("apology", "Apology"),
                            ("explanation", "Explanation"),
                            ("work", "Work"),
                            ("change_of_decision", "Change of a decision"),
                            ("correction", "Correction of a record"),
                            ("payment", "Payment"),
                            ("change_of_practice", "Change of policy or practice"),
                        ],
                        max_length=30,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("pence", models.PositiveIntegerField(null=True)),
                ("head", models.CharField(blank=True, max_length=30)),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("bank", "Bank transfer"),
                            ("cheque", "Cheque"),
                            ("cash", "Cash at the office"),
                            ("rent_account", "To the rent account"),
                            ("voucher", "Voucher"),
                        ],
                        max_length=20,
                    ),
                ),
                ("pay_by", models.DateField(null=True)),
                ("offset_pence", models.PositiveIntegerField(default=0)),
                ("offset_agreed_on", models.DateField(null=True)),
                ("weighed", models.TextField(blank=True)),
                ("decided_on", models.DateField()),
                ("needs_approval", models.BooleanField(default=False)),
                ("approved_on", models.DateField(null=True)),
                ("offered_on", models.DateField(null=True)),
                ("accepted_on", models.DateField(null=True)),
                ("declined_on", models.DateField(null=True)),
                ("declined_because", models.TextField(blank=True)),
                ("paid_on", models.DateField(null=True)),
                ("proof", models.TextField(blank=True)),
            ],
            options={
                "verbose_name_plural": "remedies",
                "ordering": ["stage", "id"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="complaint",
            name="news_due_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="complaint",
            name="news_given_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="complaint",
            name="reopened_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="promise",
            name="news_every_days",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="stage",
            name="extension_agreed_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="stage",
            name="extension_because",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="stage",
            name="extension_needs_agreement",
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(("news_due_on__isnull", False)),
                fields=["landlord", "news_due_on"],
                name="complaints_by_news_due",
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(("closed_on", None), ("reopened_on__isnull", False)),
                fields=["landlord", "reopened_on"],
                name="complaints_by_reopened",
            ),
        ),
        migrations.AddField(
            model_name="learning",
            name="accepted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="learning",
            name="complaint",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="learnings",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="learning",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="learning",
            name="owner",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="learning",
            name="recorded_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="moretimereply",
            name="complaint",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="more_time_replies",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="moretimereply",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="moretimereply",
            name="reacted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="moretimereply",
            name="taken_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="news",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="news",
            name="complaint",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="news",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="news",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="remedy",
            name="approved_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="remedy",
            name="complaint",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="remedies",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="remedy",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="remedy",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="remedy",
            name="point",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="remedies",
                to="complaints.point",
            ),
        ),
        migrations.AddIndex(
            model_name="learning",
            index=models.Index(
                fields=["landlord", "service", "cause", "recorded_on"], name="complaints_learning_again"
            ),
        ),
        migrations.AddIndex(
            model_name="learning",
            index=models.Index(
                condition=models.Q(("done_on", None), ("nothing_because", "")),
                fields=["landlord", "due_on", "id"],
                name="complaints_learning_open",
            ),
        ),
        migrations.AddIndex(
            model_name="learning",
            index=models.Index(fields=["landlord", "complaint", "stage"], name="complaints_learning_of_case"),
        ),
        migrations.AddConstraint(
            model_name="learning",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_learning_landlord_id"
            ),
        ),
        migrations.AddIndex(
            model_name="moretimereply",
            index=models.Index(fields=["landlord", "complaint", "stage"], name="complaints_reply_of_case"),
        ),
        migrations.AddIndex(
            model_name="moretimereply",
            index=models.Index(
                condition=models.Q(("react_by__isnull", False), ("reacted_on", None)),
                fields=["landlord", "react_by"],
                name="complaints_reply_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="moretimereply",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_moretimereply_landlord_id"
            ),
        ),
        migrations.AddIndex(
            model_name="news",
            index=models.Index(fields=["landlord", "complaint", "given_on"], name="complaints_news_of_case"),
        ),
        migrations.AddConstraint(
            model_name="news",
            constraint=models.UniqueConstraint(fields=("landlord", "id"), name="complaints_news_landlord_id"),
        ),
        migrations.AddIndex(
            model_name="remedy",
            index=models.Index(fields=["landlord", "complaint", "stage"], name="complaints_remedy_of_case"),
        ),
        migrations.AddIndex(
            model_name="remedy",
            index=models.Index(
                condition=models.Q(
                    ("declined_on", None),
                    ("kind", "payment"),
                    ("offered_on__isnull", False),
                    ("paid_on", None),
                ),
                fields=["landlord", "pay_by"],
                name="complaints_remedy_to_pay",
            ),
        ),
        migrations.AddIndex(
            model_name="remedy",
            index=models.Index(
                condition=models.Q(("approved_on", None), ("needs_approval", True)),
                fields=["landlord", "decided_on"],
                name="complaints_remedy_to_approve",
            ),
        ),
        migrations.AddConstraint(
            model_name="remedy",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_remedy_landlord_id"
            ),
        ),
        *tenancy.protect("complaints_remedy"),
        *tenancy.protect("complaints_moretimereply"),
        *tenancy.protect("complaints_news"),
        *tenancy.protect("complaints_learning"),
        tenancy.tie("complaints_remedy", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_remedy", "point_id", "complaints_point"),
        tenancy.tie("complaints_moretimereply", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_news", "complaint_id", "complaints_complaint"),
        tenancy.tie("complaints_learning", "complaint_id", "complaints_complaint"),
    ]

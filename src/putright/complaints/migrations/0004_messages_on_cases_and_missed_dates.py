"""Messages and notes on a case, news that a person tells, dates that were missed, and when a case is looked at."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import putright.record.ids
from putright.record import tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_what_a_landlord_decides"),
        ("complaints", "0003_homes_links_and_groups"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseMessage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("from_resident", models.BooleanField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "Web form"),
                            ("phone", "Phone"),
                            ("letter", "Letter"),
                            ("email", "Email"),
                            ("visit", "Visit or office"),
                            ("social_media", "Social media"),
                            ("survey", "Survey comment"),
                            ("representative", "MP, councillor or adviser"),
                            ("other", "Other"),
                        ],
                        default="web",
                        max_length=20,
                    ),
                ),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_how", models.CharField(blank=True, max_length=20)),
                ("answer", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["written_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CaseNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["written_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Missed",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("what", models.CharField(max_length=60)),
                ("due", models.DateField()),
                ("noted_at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "missed",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ToTell",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("why", models.CharField(max_length=20)),
                ("since", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["since", "id"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="complaint",
            name="look_on",
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(("look_on__isnull", False)),
                fields=["landlord", "look_on", "id"],
                name="complaints_by_look",
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(("look_on__isnull", True), ("next_due_on__isnull", False)),
                fields=["landlord", "id"],
                name="complaints_never_looked",
            ),
        ),
        migrations.AddField(
            model_name="casemessage",
            name="answered_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="casemessage",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="casemessage",
            name="complaint",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="messages",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="casemessage",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="casenote",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="casenote",
            name="complaint",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notes",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="casenote",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="missed",
            name="complaint",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="missed",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="missed",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddField(
            model_name="totell",
            name="complaint",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="to_tell",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="totell",
            name="done_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="totell",
            name="landlord",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.landlord"
            ),
        ),
        migrations.AddIndex(
            model_name="casemessage",
            index=models.Index(
                fields=["landlord", "complaint", "written_at"], name="complaints_message_case"
            ),
        ),
        migrations.AddIndex(
            model_name="casemessage",
            index=models.Index(
                condition=models.Q(("answered_at__isnull", True), ("from_resident", True)),
                fields=["landlord", "written_at"],
                name="complaints_message_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="casemessage",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_casemessage_landlord_id"
            ),
        ),
        migrations.AddIndex(
            model_name="casenote",
            index=models.Index(fields=["landlord", "complaint", "written_at"], name="complaints_note_case"),
        ),
        migrations.AddConstraint(
            model_name="casenote",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_casenote_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="missed",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_missed_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="missed",
            constraint=models.UniqueConstraint(
                fields=("landlord", "complaint", "what"), name="complaints_missed_once"
            ),
        ),
        migrations.AddIndex(
            model_name="totell",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True)),
                fields=["landlord", "since"],
                name="complaints_totell_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="totell",
            constraint=models.UniqueConstraint(
                fields=("landlord", "id"), name="complaints_totell_landlord_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="totell",
            constraint=models.UniqueConstraint(
                condition=models.Q(("done_at__isnull", True)),
                fields=("landlord", "complaint"),
                name="complaints_totell_one_open",
            ),
        ),
        *(
            operation
            for table in ("casemessage", "casenote", "totell", "missed")
            for operation in (
                tenancy.tie(f"complaints_{table}", "complaint_id", "complaints_complaint"),
                *tenancy.protect(f"complaints_{table}"),
            )
        ),
    ]

"""Landlords, bodies, people and roles, what the application may do with each, and the cache of sign-in
limits.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import putright.record.ids
from putright.record import tenancy

# As `createcachetable` makes it: a migration, so that the application's role gets its rights with the others.
CACHE = """
CREATE TABLE config_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX config_cache_expires ON config_cache (expires)
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("record", "0001_chains_and_events")]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("job_title", models.CharField(blank=True, max_length=120)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "verbose_name_plural": "people",
            },
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=200, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("ombudsman", "Ombudsman"), ("advice_agency", "Advice agency")],
                        max_length=20,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "bodies",
            },
        ),
        migrations.CreateModel(
            name="Landlord",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=200, unique=True)),
                ("homes", models.PositiveIntegerField(default=0)),
                ("phone", models.CharField(max_length=40)),
                ("text_phone", models.CharField(blank=True, max_length=40)),
                ("email", models.EmailField(max_length=254)),
                ("office_address", models.CharField(max_length=300)),
                ("emergency_phone", models.CharField(max_length=40)),
                ("gas_phone", models.CharField(max_length=40)),
                ("team_name", models.CharField(default="Complaints team", max_length=100)),
                ("brand_colour", models.CharField(default="#1d4f91", max_length=7)),
                ("logo", models.BinaryField(null=True)),
                ("languages", models.JSONField(default=list)),
                ("link_days", models.PositiveSmallIntegerField()),
                ("draft_days", models.PositiveSmallIntegerField()),
                ("own_switch_2022", models.DateField(null=True)),
                ("closure_days", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="Host",
            fields=[
                ("name", models.CharField(max_length=253, primary_key=True, serialize=False)),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hosts",
                        to="accounts.landlord",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("complaint_id", models.UUIDField()),
                ("expires_at", models.DateTimeField()),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.landlord"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BodyRole",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=putright.record.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("ended_on", models.DateField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="roles", to="accounts.body"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="body_roles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("body", "person"), name="accounts_bodyrole_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Role",
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
                            ("resident", "resident"),
                            ("complaints_officer", "complaints_officer"),
                            ("housing_manager", "housing_manager"),
                            ("head_of_housing", "head_of_housing"),
                            ("landlord_admin", "landlord_admin"),
                        ],
                        max_length=40,
                    ),
                ),
                ("ended_on", models.DateField(null=True)),
                (
                    "landlord",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="accounts.landlord",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("landlord", "id"), name="accounts_role_landlord_id"),
                    models.UniqueConstraint(fields=("landlord", "person", "kind"), name="accounts_role_once"),
                ],
            },
        ),
        *tenancy.protect("accounts_role", also=f"person_id = {tenancy.CURRENT_PERSON}"),
        # Outside tenancy: read before a landlord is known. Nobody is ever deleted, as the record names
        # people.
        tenancy.grant("accounts_landlord", "SELECT, INSERT, UPDATE"),
        tenancy.grant("accounts_host", "SELECT, INSERT, DELETE"),
        tenancy.grant("accounts_body", "SELECT, INSERT, UPDATE"),
        tenancy.grant("accounts_bodyrole", "SELECT, INSERT, UPDATE"),
        tenancy.grant("accounts_person", "SELECT, INSERT, UPDATE"),
        tenancy.grant("accounts_link", "SELECT, INSERT, DELETE"),
        migrations.RunSQL(CACHE, "DROP TABLE config_cache"),
        tenancy.grant("config_cache", "SELECT, INSERT, UPDATE, DELETE"),
    ]

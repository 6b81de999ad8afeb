"""What the application may do with the tables of sessions and of the sign-in package. They lie outside tenancy."""

from django.db import migrations

from putright.record import tenancy


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_people_and_roles"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        tenancy.grant("django_session", "SELECT, INSERT, UPDATE, DELETE"),
        tenancy.grant("account_emailaddress", "SELECT, INSERT, UPDATE, DELETE"),
        tenancy.grant("account_emailconfirmation", "SELECT, INSERT, UPDATE, DELETE"),
        tenancy.grant("mfa_authenticator", "SELECT, INSERT, UPDATE, DELETE"),
        tenancy.grant("socialaccount_socialaccount", "SELECT, INSERT, UPDATE, DELETE"),
        # Providers come from the environment and their tokens are not kept; the package looks all the same.
        tenancy.grant("socialaccount_socialapp", "SELECT"),
        tenancy.grant("socialaccount_socialtoken", "SELECT, DELETE"),
    ]

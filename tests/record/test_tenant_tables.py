"""Every table is a tenant's, by the rules of tenancy, or stands here by name with the reason why not."""

import psycopg
import pytest
from django.db import connection

from tests.record.tenant_tables import all_tables, broken_rules, tenant_tables, untied_pointers

# Read before a landlord is known, or nobody's. A new table belongs here only if that is true of it.
OUTSIDE = {
    # people and the bodies they belong to: a person may hold roles with several landlords
    "accounts_landlord": "the tenants themselves",
    "accounts_host": "which landlord does this host name serve",
    "accounts_body": "bodies that are no landlord",
    "accounts_bodyrole": "who belongs to such a body",
    "accounts_person": "who signs in",
    "accounts_link": "digests of links: which case of which landlord does this one open",
    # sign-in, by its package
    "account_emailaddress": "sign-in",
    "account_emailconfirmation": "sign-in",
    "mfa_authenticator": "sign-in: second factors",
    "socialaccount_socialaccount": "sign-in: the organisation's provider",
    "socialaccount_socialapp": "sign-in: the organisation's provider",
    "socialaccount_socialtoken": "sign-in: the organisation's provider",
    "django_session": "sign-in: sessions",
    "config_cache": "counts of failed sign-ins, shared by the web workers",
    # the framework's own
    "auth_group": "unused, made by the framework",
    "auth_group_permissions": "unused, made by the framework",
    "auth_permission": "unused, made by the framework",
    "django_content_type": "the framework's list of tables",
    "django_migrations": "the framework's list of migrations",
    # no role but the owner reads it: one function does, for the transaction's landlord
    "complaints_searchtext": "the words of every landlord's cases, indexed",
    # the same for every landlord
    "complaints_oneoffholiday": "a bank holiday is one for all",
}


@pytest.mark.django_db
def test_every_tenant_table_keeps_the_rules_of_tenancy() -> None:
    tenant = tenant_tables(OUTSIDE)
    assert {"record_event", "record_chain", "accounts_role", "complaints_complaint"} <= tenant
    broken = [rule for table in sorted(tenant) for rule in broken_rules(table, tenant)]
    assert broken == []


@pytest.mark.django_db
def test_every_pointer_between_tenant_tables_is_tied() -> None:
    assert untied_pointers(tenant_tables(OUTSIDE)) == []


@pytest.mark.django_db
def test_every_table_of_a_case_is_closed_to_whoever_is_shut_out_of_it() -> None:
    """A row that names a case by `complaint_id` is not there for them: add `closing.closed` to its migration."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attrelid::regclass::text, EXISTS (SELECT FROM pg_policy WHERE polrelid = attrelid"
            " AND polname = 'closed' AND NOT polpermissive AND polcmd = '*'"
            " AND pg_get_expr(polqual, polrelid) LIKE '%complaint_id <> ALL%')"
            " FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
            " WHERE attname = 'complaint_id' AND relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        found = dict(cursor.fetchall())
    outside = {
        "complaints_searchtext": "gives ids alone, to a query for the cases, which are closed",
        "complaints_shutout": "says who is shut out of what; no page shows it",
        "accounts_link": "read before a landlord is known; what it opens is asked for again inside",
    }
    assert {"complaints_letter", "complaints_hazard"} <= set(found)
    assert {table for table, closed in found.items() if not closed} == set(outside)


@pytest.mark.django_db
def test_every_table_outside_tenancy_is_there() -> None:
    assert set(OUTSIDE) - all_tables() == set()


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["record_event", "record_accessentry"])
def test_the_application_may_not_even_point_at_the_record(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT privilege FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE',"
            " 'REFERENCES', 'TRIGGER']) AS privilege WHERE has_table_privilege(current_user, %s, privilege)",
            [table],
        )
        assert {row[0] for row in cursor.fetchall()} == {"SELECT", "INSERT"}


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (
            "CREATE TABLE bad (id bigint PRIMARY KEY, landlord_id uuid NOT NULL)",
            "bad.id is not a required uuid",
        ),
        (
            "CREATE TABLE bad (id uuid PRIMARY KEY, landlord_id uuid)",
            "bad.landlord_id is not a required uuid",
        ),
        ("CREATE TABLE bad (id uuid PRIMARY KEY)", "bad.landlord_id is not a required uuid"),
        ("CREATE TABLE bad (id uuid PRIMARY KEY, landlord_id uuid NOT NULL)", "no UNIQUE (landlord_id, id)"),
        (
            "CREATE TABLE bad (id uuid PRIMARY KEY, landlord_id uuid NOT NULL, code text UNIQUE)",
            "begin it with landlord_id",
        ),
        (
            "CREATE TABLE good (id uuid PRIMARY KEY, landlord_id uuid NOT NULL);"
            "CREATE TABLE bad (id uuid PRIMARY KEY, landlord_id uuid NOT NULL, good_id uuid REFERENCES good)",
            "points to good without landlord_id",
        ),
        (
            "CREATE TABLE bad (id uuid PRIMARY KEY, landlord_id uuid NOT NULL)",
            "not held by row-level security",
        ),
        (
            "CREATE TABLE bad (id uuid PRIMARY KEY, landlord_id uuid NOT NULL);"
            "ALTER TABLE bad ENABLE ROW LEVEL SECURITY; ALTER TABLE bad FORCE ROW LEVEL SECURITY;"
            "CREATE POLICY all_rows ON bad USING (true)",
            "not held by row-level security",
        ),
    ],
)
def test_each_broken_rule_is_said(
    statement: str, says: str, owner: psycopg.Connection[tuple[object, ...]]
) -> None:
    owner.execute("DROP TABLE IF EXISTS bad, good")
    for part in statement.split(";"):
        owner.execute(part)
    broken = broken_rules("bad", {"bad", "good"})
    assert any(says in rule for rule in broken), broken

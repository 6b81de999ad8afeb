"""What a case is closed to in the database: a migration operation for every table whose rows belong to one case.

Somebody who is shut out of a case (`conflicts`) sees no row of it, whatever a page, a list, a count or a search asks
for. The condition stands under the queries, as tenancy does, so that a query that forgot it still gives nothing away.
It holds where the transaction knows who is signed in; a worker that acts for a person enters as that person.
"""

from __future__ import annotations

from django.db.migrations.operations import RunSQL

from putright.record.tenancy import CURRENT_LANDLORD, CURRENT_PERSON

# Asked once a statement, not once a row: the list is an array that does not depend on the row.
# What is put in are our own constants.
_SHUT_OUT_OF = (
    "ARRAY(SELECT shut.complaint_id FROM complaints_shutout AS shut"  # noqa: S608
    f" WHERE shut.landlord_id = {CURRENT_LANDLORD} AND shut.person_id = {CURRENT_PERSON})"
)

# Two tables name cases and stay as they are: who is shut out, and links, which are read before a landlord is known.
_OF_A_CASE = (
    "SELECT attrelid::regclass::text FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
    " WHERE attname = 'complaint_id' AND relkind = 'r' AND relnamespace = 'public'::regnamespace"
    " AND relname NOT IN ('complaints_shutout', 'accounts_link')"
)


def closed(table: str, *columns: str) -> RunSQL:
    """A migration operation: rows of `table` that name a case are not there for whoever is shut out of it.

    `columns` are those that may hold a case's id, `complaint_id` where none is named. For every table of a case,
    beside `tenancy.protect`. Needs `complaints_shutout` to be there.
    """
    conditions = [f"({one} IS NULL OR {one} <> ALL ({_SHUT_OUT_OF}))" for one in columns or ("complaint_id",)]
    return RunSQL(
        f"CREATE POLICY closed ON {table} AS RESTRICTIVE USING ({' AND '.join(conditions)})",
        f"DROP POLICY closed ON {table}",
    )


def closed_all() -> RunSQL:
    """A migration operation: `closed` for every table with a `complaint_id` that is there and open still.

    For the tables that were made before there were restricted cases. One that comes later says it in its own migration.
    """
    return RunSQL(
        f"""DO $do$ DECLARE one text; BEGIN
            FOR one IN {_OF_A_CASE} AND NOT EXISTS
                (SELECT FROM pg_policy WHERE polrelid = attrelid AND polname = 'closed')
            LOOP
                EXECUTE format('CREATE POLICY closed ON %s AS RESTRICTIVE USING (complaint_id IS NULL'
                    ' OR complaint_id <> ALL (%s))', one, $condition${_SHUT_OUT_OF}$condition$);
            END LOOP;
        END $do$""",
        f"""DO $do$ DECLARE one text; BEGIN
            FOR one IN {_OF_A_CASE} LOOP EXECUTE format('DROP POLICY IF EXISTS closed ON %s', one); END LOOP;
        END $do$""",
    )

"""What a landlord's cases are found by: a table that the application cannot read, and one function that looks in it.

Row-level security keeps an index of words from being used, since `@@` may tell what it saw. So the words lie in a
table that only the owner reads. `complaints_search` reads it for the application, for the transaction's landlord and
nobody else. Triggers keep it in step with whatever is written, once a statement, so that bulk work stays fast and a
text that was blanked is gone from here too.
"""

from django.db import migrations

from putright.record.tenancy import APP_ROLE, CURRENT_LANDLORD

# Letters as they are compared: without marks above and below and without apostrophes, the Arabic script's yeh, kaf and heh as one each.
FOLD = r"""
CREATE FUNCTION complaints_search_fold(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT pg_catalog.lower(pg_catalog.translate(
        pg_catalog.regexp_replace(
            pg_catalog.normalize(said, 'NFKD'), '[''’‘ʼ`\u0300-\u036F\u0640\u064B-\u065F\u0670\u200B-\u200F]', '', 'g'
        ),
        'łŁđĐøØıيىكةہۀ', 'llddooiییکههه'
    ))
$$
"""

# A reference, a postcode, a number as one run of letters and digits, so that spaces and strokes do not matter.
SQUEEZE = r"""
CREATE FUNCTION complaints_search_squeeze(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT pg_catalog.regexp_replace(public.complaints_search_fold(said), '[\s\x01-/:-@\[-`{-\x7f]+', '', 'g')
$$
"""

# English words by their stem, all others as they are. Whatever had marks has lost them and may look English: the
# words asked for lose them alike.
CONFIGURATION = """
CREATE TEXT SEARCH CONFIGURATION complaints_search_words (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION complaints_search_words
    ALTER MAPPING FOR word, hword, hword_part WITH pg_catalog.simple
"""

# The beginnings of names and numbers stand there as words of their own, marked by ^, up to twelve characters: looking
# for a whole word of the index costs the same however many rows there are, looking for its beginning does not.
# So do the landlord (~) and the landlord's month (~2026-11): the rarer word bounds the work that a common one makes.
VECTOR = """
CREATE FUNCTION complaints_search_vector(landlord uuid, received date, said text, names text, numbers text[])
RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT pg_catalog.strip(pg_catalog.to_tsvector('public.complaints_search_words', said || ' ' || names))
        || pg_catalog.array_to_tsvector(ARRAY['~' || landlord, '~' || landlord || pg_catalog.to_char(received, 'YYYY-MM')]
            || ARRAY(
                SELECT DISTINCT '^' || pg_catalog.left(word, length)
                FROM (
                    SELECT pg_catalog.regexp_split_to_table(names, '[^[:alnum:]]+')
                    UNION SELECT public.complaints_search_squeeze(number) FROM pg_catalog.unnest(numbers) AS number
                ) AS words (word), pg_catalog.generate_series(2, least(pg_catalog.length(word), 12)) AS length
            ))
$$
"""

# What was written last waits in a list that each search reads through: half a megabyte keeps it short.
TABLE = f"""
CREATE TABLE complaints_searchtext (
    landlord_id uuid NOT NULL,
    complaint_id uuid NOT NULL,
    received_on date NOT NULL,
    words tsvector NOT NULL,
    PRIMARY KEY (landlord_id, complaint_id),
    FOREIGN KEY (landlord_id, complaint_id) REFERENCES complaints_complaint (landlord_id, id) ON DELETE CASCADE
);
CREATE INDEX complaints_searchtext_words ON complaints_searchtext USING gin (words)
    WITH (gin_pending_list_limit = 512);
CREATE INDEX complaints_searchtext_newest ON complaints_searchtext (landlord_id, received_on);
REVOKE ALL ON complaints_searchtext FROM PUBLIC, {APP_ROLE}
"""

# More than 150,000 characters of one case are not searched: a vector has an end, and an act must not fail by it.
REFRESH = """
CREATE FUNCTION complaints_search_refresh(which uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO public.complaints_searchtext AS known (landlord_id, complaint_id, received_on, words)
    SELECT one.landlord_id, one.id, one.received_on, public.complaints_search_vector(
        one.landlord_id, one.received_on,
        left(public.complaints_search_fold(texts.said), 150000),
        public.complaints_search_fold(concat_ws(' ', one.name, one.called, one.on_behalf_of)),
        ARRAY[one.reference, one.postcode, one.tenancy_number, one.phone]
    )
    FROM public.complaints_complaint AS one CROSS JOIN LATERAL (
        SELECT coalesce(string_agg(text, ' '), '') FROM (
            SELECT unnest(ARRAY[
                one.original_words, one.wanted_other, one.outcomes, one.outside, one.address, one.postcode,
                one.email, one.reference
            ])
            UNION SELECT unnest(ARRAY[resident_words, words])
            FROM public.complaints_point WHERE landlord_id = one.landlord_id AND complaint_id = one.id
            UNION SELECT unnest(ARRAY[facts, reasons, remedy])
            FROM public.complaints_finding WHERE landlord_id = one.landlord_id AND complaint_id = one.id
            UNION SELECT unnest(ARRAY[who, summary])
            FROM public.complaints_contact WHERE landlord_id = one.landlord_id AND complaint_id = one.id
        ) AS each (text)
    ) AS texts (said)
    WHERE one.id = ANY (which)
    ON CONFLICT (landlord_id, complaint_id) DO UPDATE SET received_on = excluded.received_on, words = excluded.words
    WHERE known.words <> excluded.words
$$;
REVOKE EXECUTE ON FUNCTION complaints_search_refresh(uuid[]) FROM PUBLIC
"""

# Columns of each table that are searched, after its case's id. A complaint is its own case.
SEARCHED = {
    "complaints_complaint": (
        "id",
        "reference, received_on, name, called, on_behalf_of, address, postcode, tenancy_number, phone, email,"
        " original_words, wanted_other, outcomes, outside",
    ),
    "complaints_point": ("complaint_id", "resident_words, words"),
    "complaints_finding": ("complaint_id", "facts, reasons, remedy"),
    "complaints_contact": ("complaint_id", "who, summary"),
}


def triggers(table: str, case: str, columns: str) -> migrations.RunSQL:
    """The triggers of one table. A case and its points written by one statement are looked at once, with the points."""
    made = {
        "insert": f"SELECT {case} FROM fresh WHERE concat({columns}) <> ''"
        + (
            " AND NOT EXISTS (SELECT FROM public.complaints_point AS point"
            " WHERE point.landlord_id = fresh.landlord_id AND point.complaint_id = fresh.id)"
            if case == "id"
            else ""
        ),
        "update": f"SELECT fresh.{case} FROM fresh JOIN gone ON gone.id = fresh.id WHERE"
        f" ({', '.join(f'fresh.{one}' for one in columns.split(', '))})"
        f" IS DISTINCT FROM ({', '.join(f'gone.{one}' for one in columns.split(', '))})",
        "delete": f"SELECT {case} FROM gone WHERE concat({columns}) <> ''",
    }
    if case == "id":  # its row of words goes by its foreign key
        del made["delete"]
    seen = {
        "insert": "NEW TABLE AS fresh",
        "update": "OLD TABLE AS gone NEW TABLE AS fresh",
        "delete": "OLD TABLE AS gone",
    }
    forward, backward = [], []
    for act, which in made.items():
        name = f"{table}_searched_{act}"
        forward.append(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
            " SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ DECLARE which uuid[]; BEGIN"
            f" which := ARRAY(SELECT DISTINCT * FROM ({which}) AS changed);"
            " IF cardinality(which) > 0 THEN PERFORM public.complaints_search_refresh(which); END IF;"
            " RETURN NULL; END $$;"
            f"REVOKE EXECUTE ON FUNCTION {name}() FROM PUBLIC;"
            f"CREATE TRIGGER searched_{act} AFTER {act} ON {table} REFERENCING {seen[act]}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )
        backward.append(f"DROP TRIGGER searched_{act} ON {table}; DROP FUNCTION {name}()")
    return migrations.RunSQL(";".join(forward), ";".join(backward))


# What was typed, as words: each that means something is looked for by its stem or as a beginning; where none does
# ("the", "will"), all of them as beginnings. Or all of it together is the beginning of a number or reference.
QUERY = r"""
CREATE FUNCTION complaints_search_query(typed text) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp SET client_min_messages = warning AS $$
DECLARE
    meant tsquery := '';
    begun tsquery := '';
    whole text := left(public.complaints_search_squeeze(left(typed, 200)), 12);
    word text;
    begins tsquery;
BEGIN
    FOR word IN SELECT * FROM unnest(regexp_split_to_array(public.complaints_search_fold(left(typed, 200)), '\s+')) LIMIT 12
    LOOP
        begins := '';
        IF length(public.complaints_search_squeeze(word)) >= 2 THEN
            begins := format('''^%s''', left(public.complaints_search_squeeze(word), 12))::tsquery;
        END IF;
        begun := begun && begins;
        IF numnode(plainto_tsquery('public.complaints_search_words', word)) > 0 THEN
            meant := meant && (plainto_tsquery('public.complaints_search_words', word) || begins);
        END IF;
    END LOOP;
    IF numnode(meant) = 0 THEN
        meant := begun;
    END IF;
    IF length(whole) >= 2 THEN
        meant := meant || format('''^%s''', whole)::tsquery;
    END IF;
    RETURN meant;
END $$
"""

# The newest first, so the newest month is looked through first, then the two before, the nine before, all the rest:
# a common word ends in the first, and a rare one is rare everywhere.
SEARCH = f"""
CREATE FUNCTION complaints_search(typed text, refs text[]) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 200
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    mine constant uuid := {CURRENT_LANDLORD};
    meant constant tsquery := public.complaints_search_query(typed);
    most constant int := 200;
    wanted tsquery;
    newest date;
    until date;
    since date;
    months int;
    found_in int;
    given int := 0;
BEGIN
    RETURN QUERY SELECT id FROM public.complaints_complaint WHERE landlord_id = mine AND reference = ANY (refs);
    IF numnode(meant) = 0 THEN
        RETURN;
    END IF;
    SELECT max(received_on) INTO newest FROM public.complaints_searchtext WHERE landlord_id = mine;
    until := date_trunc('month', newest) + interval '1 month';
    FOREACH months IN ARRAY ARRAY[1, 2, 9]
    LOOP
        since := until - months * interval '1 month';
        -- A value by itself, so that the plan is made for these words and not for any.
        wanted := meant && (
            SELECT string_agg(format('''~%s%s''', mine, to_char(month, 'YYYY-MM')), '|')::tsquery
            FROM generate_series(since, until - 1, interval '1 month') AS month
        );
        RETURN QUERY SELECT complaint_id FROM public.complaints_searchtext
            WHERE words @@ wanted
            ORDER BY received_on DESC, complaint_id DESC LIMIT most - given;
        GET DIAGNOSTICS found_in = ROW_COUNT;
        given := given + found_in;
        IF given >= most THEN
            RETURN;
        END IF;
        until := since;
    END LOOP;
    wanted := meant && format('''~%s''', mine)::tsquery;
    RETURN QUERY SELECT complaint_id FROM public.complaints_searchtext
        WHERE words @@ wanted AND received_on < until
        ORDER BY received_on DESC, complaint_id DESC LIMIT most - given;
END $$;
REVOKE EXECUTE ON FUNCTION complaints_search(text, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION complaints_search(text, text[]) TO {APP_ROLE}
"""

FILL = """
DO $$ DECLARE one uuid; BEGIN
    FOR one IN SELECT id FROM accounts_landlord LOOP
        PERFORM set_config('putright.landlord', one::text, true);
        PERFORM complaints_search_refresh(ARRAY(SELECT id FROM complaints_complaint WHERE landlord_id = one));
    END LOOP;
    PERFORM set_config('putright.landlord', '', true);
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("complaints", "0010_drafts_of_letters")]

    operations = [
        migrations.RunSQL(FOLD, "DROP FUNCTION complaints_search_fold(text)"),
        migrations.RunSQL(SQUEEZE, "DROP FUNCTION complaints_search_squeeze(text)"),
        migrations.RunSQL(CONFIGURATION, "DROP TEXT SEARCH CONFIGURATION complaints_search_words"),
        migrations.RunSQL(VECTOR, "DROP FUNCTION complaints_search_vector(uuid, date, text, text, text[])"),
        migrations.RunSQL(TABLE, "DROP TABLE complaints_searchtext"),
        migrations.RunSQL(REFRESH, "DROP FUNCTION complaints_search_refresh(uuid[])"),
        *[triggers(table, *columns) for table, columns in SEARCHED.items()],
        migrations.RunSQL(QUERY, "DROP FUNCTION complaints_search_query(text)"),
        migrations.RunSQL(SEARCH, "DROP FUNCTION complaints_search(text, text[])"),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]

"""The functions that take texts and addresses apart. They are part of columns and indexes: another
way to do it needs functions of other names, and columns and indexes of its own.

They use no rule of a locale but that of capitals: what is no letter is named here, one by one.
"""

from django.db import migrations

WORDS = r"""
CREATE FUNCTION factcheck_words(given text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    plain text := lower(normalize(left(given, 5000), NFKD));
BEGIN
    -- Accents, and what is invisible inside a word.
    plain := regexp_replace(plain, '[\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufe00-\ufe0f]+', '', 'g');
    -- Letters that Unicode does not take apart.
    plain := replace(replace(replace(plain, 'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss');
    plain := translate(plain, 'øłđðħı', 'olddhi');
    -- Everything that is neither letter nor digit.
    plain := regexp_replace(plain,
        '[\u0001-\u002f:-@\[-`{-\u00bf\u00d7\u00f7\u02b9-\u02bf\u2000-\u2bff\u3000-\u303f]+', ' ', 'g');
    plain := regexp_replace(plain, '([^ ]{64})[^ ]+', '\1', 'g');
    RETURN array_remove(string_to_array(plain, ' '), '');
END $$
"""

# A single letter may be the beginning of the last word; before it, it is one ("l'emploi").
ASKED = r"""
CREATE FUNCTION factcheck_asked(typed text) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    words text[] := (factcheck_words(typed))[1:32];
BEGIN
    RETURN (
        SELECT string_agg(
            quote_literal(word)
            || CASE WHEN length(word) > 1 OR place = cardinality(words) THEN ':*' ELSE '' END,
            ' & ')
          FROM unnest(words) WITH ORDINALITY AS every (word, place)
    )::tsquery;
END $$
"""

# http or https, www or not, a fragment, a slash at the end, whom a link was shared by: one page.
ADDRESS = r"""
CREATE FUNCTION factcheck_address(given text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    address text := regexp_replace(regexp_replace(btrim(given), '^https?://', '', 'i'), '#.*$', '');
    host text := substring(address FROM '^[^/?]*');
    page text := substr(address, length(host) + 1);
BEGIN
    host := regexp_replace(regexp_replace(lower(host), '^www\.', ''), ':(80|443)$', '');
    page := regexp_replace(page, '(?<=[?&])(utm_[a-z]+|fbclid|gclid|xtor)=[^&]*(&|$)', '', 'gi');
    RETURN host || regexp_replace(page, '[/?&]+$', '');
END $$
"""


class Migration(migrations.Migration):

    dependencies = []

    operations = [
        migrations.RunSQL(WORDS, "DROP FUNCTION factcheck_words"),
        migrations.RunSQL(ASKED, "DROP FUNCTION factcheck_asked"),
        migrations.RunSQL(ADDRESS, "DROP FUNCTION factcheck_address"),
    ]

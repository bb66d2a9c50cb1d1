-- Brings the search rows of these products up to date: rewrites those that changed, deletes those that sell nothing.
-- Locks the products first, so that the second of two writers sees what the first has written.
CREATE OR REPLACE FUNCTION public.search_refresh(ids uuid[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM FROM "Product" WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE;

  DELETE FROM "SearchDocument" d WHERE d."productId" = ANY (ids) AND NOT EXISTS (
    SELECT FROM "Product" p JOIN "Variant" v ON v."productId" = p.id AND v.active
    WHERE p.id = d."productId" AND p.status = 'ACTIVE');

  WITH sold AS (
    SELECT p.id, p."categoryId", search_fold(p.name) AS name, search_fold(p.tagline) AS tagline,
      search_fold(p.description) AS description, search_fold(c.name) AS category, p.position, -floor(extract(epoch FROM p."createdAt") * 1000)::bigint AS newness,
      min(v.price) AS "priceFrom",
      search_fold(string_agg(DISTINCT coalesce(o.options, ''), ' ')) AS options,
      search_fold(string_agg(v.sku, ' ')) AS skus
    FROM "Product" p
    JOIN "Category" c ON c.id = p."categoryId"
    JOIN "Variant" v ON v."productId" = p.id AND v.active
    LEFT JOIN LATERAL (
      SELECT string_agg(value, ' ') AS options FROM jsonb_each_text(
        CASE jsonb_typeof(v.options) WHEN 'object' THEN v.options ELSE '{}' END)) o ON true
    WHERE p.id = ANY (ids) AND p.status = 'ACTIVE'
    GROUP BY p.id, c.id
  ), spoken AS (
    INSERT INTO "SearchWord" (word)
    SELECT DISTINCT word FROM sold,
      regexp_split_to_table(concat_ws(' ', name, tagline, category, options), ' ') AS word
    WHERE word ~ '^[^0-9]{3,40}$' AND NOT EXISTS (SELECT FROM "SearchWord" known WHERE known.word = word)
    ORDER BY word
    ON CONFLICT DO NOTHING
  )
  INSERT INTO "SearchDocument" AS d ("productId", "categoryId", name, words, "priceFrom", position, newness)
  SELECT id, "categoryId", name,
    setweight(to_tsvector('english', name) || to_tsvector('simple', name), 'A')
      || setweight(to_tsvector('english', tagline), 'B')
      || setweight(to_tsvector('english', category || ' ' || options), 'C')
      || setweight(to_tsvector('simple', category || ' ' || options || ' ' || skus), 'C')
      || setweight(to_tsvector('english', description), 'D'),
    "priceFrom", position, newness
  FROM sold
  ON CONFLICT ("productId") DO UPDATE SET "categoryId" = excluded."categoryId", name = excluded.name,
    words = excluded.words, "priceFrom" = excluded."priceFrom", position = excluded.position,
    newness = excluded.newness
  WHERE (d."categoryId", d.name, d.words, d."priceFrom", d.position, d.newness) IS DISTINCT FROM
    (excluded."categoryId", excluded.name, excluded.words, excluded."priceFrom", excluded.position, excluded.newness);
END $function$;

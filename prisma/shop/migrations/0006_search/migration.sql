-- What search reads: one row for each product that is on sale, and the words that occur in them (docs/decisions/0015).
-- Triggers keep it, in the transaction of whoever writes the catalogue: the seed, the studio, a person with psql.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE "SearchDocument" (
  "productId" uuid NOT NULL,
  "categoryId" uuid NOT NULL,
  "name" text NOT NULL,
  "words" tsvector NOT NULL,
  "priceFrom" integer NOT NULL,
  "position" integer NOT NULL,
  -- minus the milliseconds of createdAt: with every order ascending, one row comparison finds the place in an index
  "newness" bigint NOT NULL,
  CONSTRAINT "SearchDocument_pkey" PRIMARY KEY ("productId"),
  CONSTRAINT "search_document_of_a_product" FOREIGN KEY ("productId") REFERENCES "Product" ("id") ON DELETE CASCADE
);
CREATE INDEX "search_document_words" ON "SearchDocument" USING gin ("words");
CREATE INDEX "search_document_name" ON "SearchDocument" ("name" text_pattern_ops);
-- The orders one can page in: each ends with productId, so that no two rows are equal.
CREATE INDEX "search_document_in_shop_order" ON "SearchDocument" ("position", "newness", "productId");
CREATE INDEX "search_document_of_category" ON "SearchDocument" ("categoryId", "position", "newness", "productId");
CREATE INDEX "search_document_newest" ON "SearchDocument" ("newness", "productId");
CREATE INDEX "search_document_by_price" ON "SearchDocument" ("priceFrom", "productId");

-- What a typo may have meant. A word stays when its last product goes: it then leads to nothing, as the typo did.
CREATE TABLE "SearchWord" (
  "word" text NOT NULL,
  CONSTRAINT "SearchWord_pkey" PRIMARY KEY ("word")
);
-- GiST, for the nearest words in their order (<->), however far they are.
CREATE INDEX "search_word_nearest" ON "SearchWord" USING gist ("word" gist_trgm_ops);

-- "Café-Table «Dune's»" → "cafe table dunes": small letters without accents, words between single spaces. Documents and
-- queries both go through it. It needs no extension, so an index may rest on it.
CREATE FUNCTION search_fold(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(
    translate(
      replace(replace(replace(
        regexp_replace(lower(normalize(said, NFKD)), '[\u0300-\u036f''’ʼ]', '', 'g'),
        'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
      'øđðłıħþ', 'oddliht'),
    '[^[:alnum:]]+', ' ', 'g'))
$$;

-- A query of folded words: each must occur, as it is, in another form of the same stem, or as the beginning of a word.
-- Words that occur everywhere ("the") count only when there are no others. Folded words carry no operator of tsquery, so
-- nothing that a shopper types can be one. NULL: there is no word in it.
CREATE FUNCTION search_query(folded text) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  word text;
  stem tsquery;
  wanted tsquery;
  filler tsquery;
BEGIN
  FOREACH word IN ARRAY regexp_split_to_array(folded, ' ') LOOP
    CONTINUE WHEN word = '';
    stem := plainto_tsquery('english', word);
    IF numnode(stem) = 0 THEN
      filler := coalesce(filler && to_tsquery('simple', word || ':*'), to_tsquery('simple', word || ':*'));
    ELSE
      stem := stem || to_tsquery('simple', word || ':*');
      wanted := coalesce(wanted && stem, stem);
    END IF;
  END LOOP;
  RETURN coalesce(wanted, filler);
END $$;

-- Makes the rows of these products right: written anew where something has changed, gone where nothing is sold.
-- The products are locked first, so that of two writers at once the second sees what the first has written.
CREATE FUNCTION search_refresh(ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
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
END $$;

CREATE FUNCTION search_follow_product() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM search_refresh(ARRAY (SELECT id FROM changed));
  RETURN NULL;
END $$;
CREATE FUNCTION search_follow_variant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM search_refresh(ARRAY (SELECT DISTINCT "productId" FROM changed));
  RETURN NULL;
END $$;
CREATE FUNCTION search_follow_moved_variant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM search_refresh(ARRAY (SELECT "productId" FROM changed UNION SELECT "productId" FROM before));
  RETURN NULL;
END $$;
CREATE FUNCTION search_follow_category() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM search_refresh(ARRAY (
    SELECT p.id FROM "Product" p JOIN changed c ON c.id = p."categoryId" JOIN before b ON b.id = c.id AND b.name <> c.name));
  RETURN NULL;
END $$;

-- Once a statement, so that a batch costs one pass. A new product has no variant yet: its variants bring it in. A product
-- that is deleted takes its row along.
CREATE TRIGGER search_product_changed AFTER UPDATE ON "Product"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_follow_product();
CREATE TRIGGER search_variant_added AFTER INSERT ON "Variant"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_follow_variant();
CREATE TRIGGER search_variant_changed AFTER UPDATE ON "Variant"
  REFERENCING NEW TABLE AS changed OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION search_follow_moved_variant();
CREATE TRIGGER search_variant_removed AFTER DELETE ON "Variant"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_follow_variant();
CREATE TRIGGER search_category_renamed AFTER UPDATE ON "Category"
  REFERENCING NEW TABLE AS changed OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION search_follow_category();

-- What is on sale already.
SELECT search_refresh(ARRAY (SELECT id FROM "Product"));

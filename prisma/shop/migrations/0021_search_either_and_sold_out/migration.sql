-- Search over a hundred thousand products: what is sold out is found by an index, and "or" between words means either.

-- An index on onHand or reserved would make every order write it. This column changes only when a SKU sells out or comes
-- back, so every other update of the row stays a heap-only one and never touches the index.
ALTER TABLE "Stock" ADD COLUMN "soldOut" boolean GENERATED ALWAYS AS ("onHand" <= reserved) STORED;
CREATE INDEX "stock_sold_out" ON "Stock" (sku) WHERE "soldOut";

-- A query of folded words: each must occur, as it is, in another form of the same stem, or as the beginning of a word; of two
-- words with "or" between them one must. Words that occur everywhere ("the") count only when there are no others. Folded words
-- carry no operator of tsquery, so nothing that a shopper types can be one. NULL: there is no word in it.
CREATE OR REPLACE FUNCTION search_query(folded text) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  word text;
  stem tsquery;
  wanted tsquery;
  filler tsquery;
  either boolean := false;
BEGIN
  FOREACH word IN ARRAY regexp_split_to_array(folded, ' ') LOOP
    CONTINUE WHEN word = '';
    stem := plainto_tsquery('english', word);
    IF numnode(stem) = 0 THEN
      either := word = 'or';
      filler := coalesce(filler && to_tsquery('simple', word || ':*'), to_tsquery('simple', word || ':*'));
    ELSE
      stem := stem || to_tsquery('simple', word || ':*');
      wanted := CASE WHEN wanted IS NULL THEN stem WHEN either THEN wanted || stem ELSE wanted && stem END;
      either := false;
    END IF;
  END LOOP;
  RETURN coalesce(wanted, filler);
END $$;

-- How many products a query finds, by category, price band, whether the price is in a range, and whether any is in stock.
-- Counting must look at every product that is found. Postgres takes the cost of "@@" for much less than it is, and would rather
-- try it on each row than read the index; so the index is made the only way. Every variant has a row of stock since it was made.
--
-- Of many products, those that are sold out are found first, by their index; of few, each is looked at.
CREATE FUNCTION search_cells(folded text, edges int[], price_from int, price_below int)
RETURNS TABLE ("categoryId" uuid, band int, "inRange" boolean, "inStock" boolean, count int)
LANGUAGE plpgsql STABLE SET enable_seqscan = off SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  few CONSTANT int := 500;
  query CONSTANT tsquery := search_query(folded);
BEGIN
  IF folded = '' OR (SELECT count(*) FROM (SELECT FROM "SearchDocument" d WHERE d.words @@ query LIMIT few + 1) found) > few THEN
    RETURN QUERY
      WITH sold_out AS MATERIALIZED (
        SELECT DISTINCT v."productId" FROM "Stock" s JOIN "Variant" v ON v.sku = s.sku AND v.active
        WHERE s."soldOut" AND NOT EXISTS (
          SELECT FROM "Variant" other JOIN "Stock" o ON o.sku = other.sku
          WHERE other."productId" = v."productId" AND other.active AND NOT o."soldOut")
      )
      SELECT d."categoryId", width_bucket(d."priceFrom", edges),
        (price_from IS NULL OR d."priceFrom" >= price_from) AND (price_below IS NULL OR d."priceFrom" < price_below),
        s."productId" IS NULL, count(*)::int
      FROM "SearchDocument" d LEFT JOIN sold_out s ON s."productId" = d."productId"
      WHERE folded = '' OR d.words @@ query
      GROUP BY 1, 2, 3, 4;
  ELSE
    RETURN QUERY
      SELECT d."categoryId", width_bucket(d."priceFrom", edges),
        (price_from IS NULL OR d."priceFrom" >= price_from) AND (price_below IS NULL OR d."priceFrom" < price_below),
        EXISTS (SELECT FROM "Variant" v JOIN "Stock" s ON s.sku = v.sku
          WHERE v."productId" = d."productId" AND v.active AND NOT s."soldOut"), count(*)::int
      FROM "SearchDocument" d WHERE d.words @@ query
      GROUP BY 1, 2, 3, 4;
  END IF;
END $$;

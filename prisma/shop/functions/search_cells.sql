-- How many products a query finds, by category, price band, whether the price is in a range, and whether any is in stock.
-- Counting must look at every product that is found. Postgres takes the cost of "@@" for much less than it is, and would rather
-- try it on each row than read the index; so the index is made the only way. Every variant has a row of stock since it was made.
--
-- Of many products, those that are sold out are found first, by their index; of few, each is looked at.
CREATE OR REPLACE FUNCTION public.search_cells(folded text, edges integer[], price_from integer, price_below integer)
 RETURNS TABLE("categoryId" uuid, band integer, "inRange" boolean, "inStock" boolean, count integer)
 LANGUAGE plpgsql
 STABLE
 SET enable_seqscan TO 'off'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
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
END $function$;

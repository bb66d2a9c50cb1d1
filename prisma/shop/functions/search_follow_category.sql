-- Refreshes the search rows of a renamed category's products.
CREATE OR REPLACE FUNCTION public.search_follow_category()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM search_refresh(ARRAY (
    SELECT p.id FROM "Product" p JOIN changed c ON c.id = p."categoryId" JOIN before b ON b.id = c.id AND b.name <> c.name));
  RETURN NULL;
END $function$;

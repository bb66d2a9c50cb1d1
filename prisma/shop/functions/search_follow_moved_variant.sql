-- Refreshes the search rows of the products that a changed variant belongs to.
CREATE OR REPLACE FUNCTION public.search_follow_moved_variant()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM search_refresh(ARRAY (SELECT "productId" FROM changed UNION SELECT "productId" FROM before));
  RETURN NULL;
END $function$;

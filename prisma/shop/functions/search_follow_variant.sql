-- Refreshes the search rows of products whose variants were added or removed.
CREATE OR REPLACE FUNCTION public.search_follow_variant()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM search_refresh(ARRAY (SELECT DISTINCT "productId" FROM changed));
  RETURN NULL;
END $function$;

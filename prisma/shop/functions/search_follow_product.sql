-- Refreshes the search row of a product that changed.
CREATE OR REPLACE FUNCTION public.search_follow_product()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM search_refresh(ARRAY (SELECT id FROM changed));
  RETURN NULL;
END $function$;

-- "Café-Table «Dune's»" → "cafe table dunes": small letters without accents, words between single spaces. Documents and
-- queries both go through it. It needs no extension, so an index may rest on it.
CREATE OR REPLACE FUNCTION public.search_fold(said text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  SELECT btrim(regexp_replace(
    translate(
      replace(replace(replace(
        regexp_replace(lower(normalize(said, NFKD)), '[\u0300-\u036f''’ʼ]', '', 'g'),
        'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
      'øđðłıħþ', 'oddliht'),
    '[^[:alnum:]]+', ' ', 'g'))
$function$;

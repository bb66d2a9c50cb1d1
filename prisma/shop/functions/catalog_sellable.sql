-- Catalog: what is sold under these SKUs now, without the photographs that are not shown.
CREATE OR REPLACE FUNCTION public.catalog_sellable(skus text[])
 RETURNS TABLE(sku text, options jsonb, price integer, currency text, "imageKey" text, slug text, name text, photo jsonb)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT v.sku, v.options, v.price, v.currency::text, v."imageKey", p.slug, p.name,
    jsonb_path_query_first(p.images, '$[*] ? (@.key == $key)', jsonb_build_object('key', v."imageKey"))
  FROM "Variant" v JOIN "Product" p ON p.id = v."productId"
  WHERE v.sku = ANY (skus) AND v.active AND p.status = 'ACTIVE'
$function$;

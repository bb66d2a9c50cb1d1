-- Whether a browser may act as a customer, as JSON: true or false. `token` (hex) is the browser's secret, hashed.
CREATE OR REPLACE FUNCTION public.customer_proven(request jsonb)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT to_jsonb(customer_has_browser(
    (request ->> 'customerId')::uuid, decode(request ->> 'token', 'hex'), (request ->> 'accountDays')::int))
$function$;

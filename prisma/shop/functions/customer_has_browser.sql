-- Identity: whether a browser with this secret may act as the customer.
CREATE OR REPLACE FUNCTION public.customer_has_browser(customer uuid, token bytea, account_days integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT EXISTS (SELECT FROM "CustomerToken" WHERE "customerId" = customer AND "tokenHash" = token
    AND ("accountId" IS NULL OR "createdAt" > now() - make_interval(days => account_days)))
$function$;

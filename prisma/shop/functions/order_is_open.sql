-- Orders: whether an order of the customer waits for its payment, and pins the cart it was made of.
CREATE OR REPLACE FUNCTION public.order_is_open(customer uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT EXISTS (SELECT FROM "Order" WHERE "customerId" = customer AND status IN ('PENDING', 'PAYING'))
$function$;

-- Counts one try of a card for each key, all or none. Beyond a key's free tries each try waits twice as long as the last: 1
-- minute, 2, 4, … 1 hour. A key without a try for a day begins again. `wait`: seconds to wait; 0: the try is counted. `before`:
-- the most tries that one of the keys had until now
CREATE OR REPLACE FUNCTION public.card_try_claim(keys text[], free integer[], OUT wait integer, OUT before integer)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
DECLARE
  wanted record;
  known "CardTry";
  pause interval;
  ready timestamptz;
BEGIN
  wait := 0;
  before := 0;
  -- In the order of the keys, so that two callers never wait for each other.
  FOR wanted IN SELECT k AS key, f AS free FROM unnest(keys, free) AS t(k, f) ORDER BY k LOOP
    INSERT INTO "CardTry" ("key", tries, "lastAt") VALUES (wanted.key, 0, clock_timestamp()) ON CONFLICT DO NOTHING;
    SELECT * INTO known FROM "CardTry" WHERE "key" = wanted.key FOR UPDATE;
    CONTINUE WHEN known."lastAt" < clock_timestamp() - interval '1 day';
    before := greatest(before, known.tries);
    CONTINUE WHEN known.tries < wanted.free;
    pause := least(interval '1 minute' * (2 ^ least(known.tries - wanted.free, 10)), interval '1 hour');
    ready := known."lastAt" + pause;
    wait := greatest(wait, ceil(extract(epoch FROM ready - clock_timestamp()))::integer);
  END LOOP;
  IF wait > 0 THEN RETURN; END IF;
  UPDATE "CardTry" SET "lastAt" = clock_timestamp(),
    tries = CASE WHEN "lastAt" < clock_timestamp() - interval '1 day' THEN 1 ELSE tries + 1 END
  WHERE "key" = ANY (keys);
END
$function$;

-- A query of folded words: each must occur, as it is, in another form of the same stem, or as the beginning of a word; of two
-- words with "or" between them one must. Words that occur everywhere ("the") count only when there are no others. Folded words
-- carry no operator of tsquery, so nothing that a shopper types can be one. NULL: there is no word in it.
CREATE OR REPLACE FUNCTION public.search_query(folded text)
 RETURNS tsquery
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
DECLARE
  word text;
  stem tsquery;
  wanted tsquery;
  filler tsquery;
  either boolean := false;
BEGIN
  FOREACH word IN ARRAY regexp_split_to_array(folded, ' ') LOOP
    CONTINUE WHEN word = '';
    stem := plainto_tsquery('english', word);
    IF numnode(stem) = 0 THEN
      either := word = 'or';
      filler := coalesce(filler && to_tsquery('simple', word || ':*'), to_tsquery('simple', word || ':*'));
    ELSE
      stem := stem || to_tsquery('simple', word || ':*');
      wanted := CASE WHEN wanted IS NULL THEN stem WHEN either THEN wanted || stem ELSE wanted && stem END;
      either := false;
    END IF;
  END LOOP;
  RETURN coalesce(wanted, filler);
END $function$;

-- macros:  fault_text_grams(text), fault_text_likeness(grams, grams), fault_text_marks(grams), fault_text_may_be_alike(…)
-- note:    How alike two fault texts are, for repairs without a fault code and for looking up past tickets. A text is its letters and digits in
--          lower case (the first 200), cut into single characters and pairs of neighbours: no words are needed, so Chinese and English take the
--          same way. Likeness is the mean of Dice's coefficient (2 · common ÷ all) and of the overlap (common ÷ the shorter): the first keeps
--          two short words in a long text from looking like all of it, the second forgives a text for saying more. 0 to 1; null for a text
--          without letters or digits. Dice, Ecology 26 (1945), 297–302. How well 0.6 tells same from different: docs/methods.md.
--          Marks are a cheap bound, for units with thousands of texts: a bit for each character in one word of 64, a bit for each pair in another. A bit
--          that the second text lacks is at least one gram that it lacks, so two texts have no more in common than what remains; when even that is not
--          enough for the likeness asked for, they need not be compared.
create or replace temp macro fault_text_characters(t) as
    list_filter(string_split(left(regexp_replace(lower(t), '[^\p{L}\p{N}]+', '', 'g'), 200), ''), lambda c: c <> '');

create or replace temp macro fault_text_grams(t) as (
    select list_distinct(list_concat(c, list_transform(range(1, len(c)), lambda i: c[i] || c[i + 1])))
    from (select fault_text_characters(t) as c)
);

create or replace temp macro fault_text_likeness(a, b) as (
    select case when least(len(a), len(b)) > 0 then (2 * n / (len(a) + len(b)) + n / least(len(a), len(b))) / 2 end
    from (select len(list_intersect(a, b)) as n)
);

create or replace temp macro fault_text_marks(grams, letters) as
    coalesce(list_aggregate(list_transform(list_filter(grams, lambda g: length(g) = letters), lambda g: 1::bigint << (hash(g) % 63)::integer), 'bit_or'), 0);

create or replace temp macro fault_text_may_be_alike(a, a_single, a_pairs, b, b_single, b_pairs, least_likeness) as (
    select (2 * n / (len(a) + len(b)) + n / least(len(a), len(b))) / 2 >= least_likeness
    from (select least(len(a) - bit_count(a_single & ~b_single) - bit_count(a_pairs & ~b_pairs), len(b) - bit_count(b_single & ~a_single) - bit_count(b_pairs & ~a_pairs)) as n)
);

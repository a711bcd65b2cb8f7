-- macros:  fault_text_grams(text), fault_text_likeness(grams, grams)
-- note:    How alike two fault texts are, for repairs without a fault code and for looking up past tickets. A text is its letters and digits in
--          lower case (the first 200), cut into single characters and pairs of neighbours: no words are needed, so Chinese and English take the
--          same way. Likeness is the mean of Dice's coefficient (2 · common ÷ all) and of the overlap (common ÷ the shorter): the first keeps
--          two short words in a long text from looking like all of it, the second forgives a text for saying more. 0 to 1; null for a text
--          without letters or digits. Dice, Ecology 26 (1945), 297–302. How well 0.6 tells same from different: docs/methods.md.
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

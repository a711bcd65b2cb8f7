-- table:   repeat_text_hits, temporary
-- grain:   one row per completed repair of the asked months without a fault code after which the unit was reported with a like text
-- params:  none; reads uncoded_repairs and the session's state of knowledge
-- columns: ticket_no           the repair
--          same_fault_at_utc   first receipt of another ticket of the unit (any request type, with or without a code) whose text is as alike as
--                              the policy asks (session variable repeat_text_likeness), at or after the repair, within repeat_text_reach_days
-- note:    Every receipt of the unit in that time is looked at. Texts that occur again are compared once, and only when their marks allow them to
--          be alike (Sql/mart/05_fault_texts.sql): on units with thousands of tickets nearly all pairs end there.
create or replace temp table repeat_text_hits as
with repairs as (
    select ticket_no, unit_hash, repaired_at_utc, fault_text from uncoded_repairs where has_unit and fault_text is not null
),
receipts as (
    select ticket_no, unit_hash, received_at_utc, fault_text
    from mart_tickets
    where fault_text is not null and unit_hash in (select unit_hash from repairs)
        and received_at_utc >= getvariable('months_from_utc')::timestamp
),
candidates as materialized (
    select x.ticket_no, x.fault_text as first_text, y.fault_text as second_text, y.received_at_utc
    from repairs x
    join receipts y
        on x.unit_hash = y.unit_hash
        and y.received_at_utc >= x.repaired_at_utc
        and y.received_at_utc <= x.repaired_at_utc + to_days(getvariable('repeat_text_reach_days')::integer)
    where y.ticket_no <> x.ticket_no
),
grams as (
    select fault_text, fault_text_grams(fault_text) as g
    from (select first_text as fault_text from candidates union select second_text from candidates)
),
texts as materialized (
    select fault_text, g, fault_text_marks(g, 1) as singles, fault_text_marks(g, 2) as pairs
    from grams
    where len(g) > 0
),
possible as materialized (
    select p.first_text, p.second_text, a.g as first_grams, b.g as second_grams
    from (select distinct first_text, second_text from candidates) p
    join texts a on a.fault_text = p.first_text
    join texts b on b.fault_text = p.second_text
    where fault_text_may_be_alike(a.g, a.singles, a.pairs, b.g, b.singles, b.pairs, getvariable('repeat_text_likeness'))
),
alike as (
    select first_text, second_text
    from possible
    where fault_text_likeness(first_grams, second_grams) >= getvariable('repeat_text_likeness')
)
select c.ticket_no, min(c.received_at_utc) as same_fault_at_utc
from candidates c
join alike a on c.first_text = a.first_text and c.second_text = a.second_text
group by c.ticket_no;

-- table:   repeat_text_hits, temporary
-- grain:   one row per completed repair of the asked months without a fault code after which the unit was reported with a like text
-- params:  none; reads mart_months and the session's state of knowledge
-- columns: ticket_id           the repair
--          same_fault_at_utc   first receipt of another ticket of the unit (any request type, with or without a code) whose text is as alike as
--                              the policy asks (session variable repeat_text_likeness), at or after the repair
-- note:    the first fifty receipts of the unit within the reach are read; texts that occur again are compared once
create or replace temp table repeat_text_hits as
with repairs as (
    select t.ticket_id, t.unit_key, t.repaired_at_utc, t.fault_text
    from mart_tickets t
    join mart_months m on t.repaired_at_utc >= m.start_utc and t.repaired_at_utc < m.end_utc
    where t.is_completed_repair and t.unit_key is not null and t.fault_key is null and t.fault_text is not null
),
candidates as materialized (
    select x.ticket_id, x.fault_text as first_text, y.fault_text as second_text, y.received_at_utc
    from repairs x
    join mart_tickets y
        on x.unit_key = y.unit_key
        and y.received_at_utc >= x.repaired_at_utc
        and y.received_at_utc <= x.repaired_at_utc + to_days(getvariable('repeat_reach_days'))
    where y.ticket_id <> x.ticket_id and y.fault_text is not null
    qualify row_number() over (partition by x.ticket_id order by y.received_at_utc, y.ticket_id) <= 50
),
grams as (
    select fault_text, fault_text_grams(fault_text) as g
    from (select first_text as fault_text from candidates union select second_text from candidates)
),
alike as (
    select p.first_text, p.second_text
    from (select distinct first_text, second_text from candidates) p
    join grams a on a.fault_text = p.first_text
    join grams b on b.fault_text = p.second_text
    where fault_text_likeness(a.g, b.g) >= getvariable('repeat_text_likeness')
)
select c.ticket_id, min(c.received_at_utc) as same_fault_at_utc
from candidates c
join alike a on c.first_text = a.first_text and c.second_text = a.second_text
group by c.ticket_id;

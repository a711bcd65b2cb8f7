-- result:  how customers fared on tickets whose clause was kept, by clause and office
-- grain:   one row per clause and office with at least one judged case
-- params:  none (reads sla_cases and repeat_hits, prepared for the same months)
-- columns: clause_id
--          office               '(none)' when the ticket has none
--          met_count            cases met
--          judged_count         cases met or breached
--          survey_count         answered surveys with a usable score of tickets whose case was met
--          dissatisfied_count   of these dissatisfied
--          repair_count         completed repairs with a fault code whose case was met
--          repeated_count       of these received again with the same fault within 30 days, as far as known
--          dissatisfied_tickets the first fifty, by number, blanks between
--          repeated_tickets     the first fifty, by number, blanks between
with cases as (
    select
        c.clause_id, c.ticket_id, coalesce(t.office, '(none)') as office, c.verdict = 'met' as is_met,
        t.is_completed_repair and t.fault_code is not null as is_repair,
        h.same_fault_at_utc <= t.repaired_at_utc + interval 30 day as is_repeated
    from sla_cases as c
    join mart_tickets as t using (ticket_id)
    left join repeat_hits as h on h.ticket_no = t.ticket_no
    where c.verdict in ('met', 'breached')
),
felt as (
    select ticket_id, bool_or(is_dissatisfied) as is_dissatisfied
    from mart_surveys
    where is_answered and score_share is not null and ticket_id is not null
    group by ticket_id
)
select
    c.clause_id,
    c.office,
    count(*) filter (where c.is_met)                                                      as met_count,
    count(*)                                                                              as judged_count,
    count(*) filter (where c.is_met and f.ticket_id is not null)                          as survey_count,
    count(*) filter (where c.is_met and f.is_dissatisfied)                                as dissatisfied_count,
    count(*) filter (where c.is_met and c.is_repair)                                      as repair_count,
    count(*) filter (where c.is_met and c.is_repair and coalesce(c.is_repeated, false))   as repeated_count,
    coalesce(array_to_string(list_slice(list(c.ticket_id order by c.ticket_id) filter (where c.is_met and f.is_dissatisfied), 1, 50), ' '), '') as dissatisfied_tickets,
    coalesce(array_to_string(list_slice(list(c.ticket_id order by c.ticket_id) filter (where c.is_met and c.is_repair and coalesce(c.is_repeated, false)), 1, 50), ' '), '') as repeated_tickets
from cases as c
left join felt as f using (ticket_id)
group by all
order by c.clause_id, c.office;

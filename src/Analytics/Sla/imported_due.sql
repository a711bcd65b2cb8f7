-- result:  the verdicts of clauses beside those of the due date that the source system shows
-- grain:   one row per clause with at least one judged case of a ticket with such a date
-- params:  $month  first day of the month
-- columns: clause_id
--          compared_count       judged cases (met or breached) of tickets with a due date
--          met_here_count       met by the clause, late by the source's date
--          breached_here_count  breached by the clause, in time by the source's date
--          examples             the first five tickets that differ, by number, blanks between
-- note:    by the source's date a case is in time when it stopped no later; still open and past it is late, open before it is no verdict
with both_sides as (
    select
        c.clause_id, c.ticket_id, c.verdict::varchar as verdict,
        coalesce(c.stop_utc, getvariable('as_of_utc')) <= t.due_at_utc as is_in_time_there
    from sla_cases as c
    join mart_tickets as t using (ticket_id)
    where c.month = $month and c.verdict in ('met', 'breached') and t.due_at_utc is not null
      and (c.stop_utc is not null or t.due_at_utc < getvariable('as_of_utc'))
)
select
    clause_id,
    count(*)                                                             as compared_count,
    count(*) filter (where verdict = 'met' and not is_in_time_there)     as met_here_count,
    count(*) filter (where verdict = 'breached' and is_in_time_there)    as breached_here_count,
    coalesce(array_to_string(list_slice(list(ticket_id order by ticket_id) filter (where (verdict = 'met') <> is_in_time_there), 1, 5), ' '), '') as examples
from both_sides
group by all
order by clause_id;

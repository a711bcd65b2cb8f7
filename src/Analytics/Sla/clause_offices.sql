-- result:  every clause's cases of one month by office
-- grain:   one row per clause and office with at least one case
-- params:  $month  first day of the month
-- columns: clause_id
--          office              as stored; '(none)' when the ticket has none
--          met_count
--          breached_count
--          pending_count
--          unmeasurable_count
select
    c.clause_id,
    coalesce(t.office, '(none)')         as office,
    count_if(c.verdict = 'met')          as met_count,
    count_if(c.verdict = 'breached')     as breached_count,
    count_if(c.verdict = 'pending')      as pending_count,
    count_if(c.verdict = 'unmeasurable') as unmeasurable_count
from sla_cases as c
join mart_tickets as t using (ticket_id)
where c.month = $month
group by all
order by c.clause_id, office;

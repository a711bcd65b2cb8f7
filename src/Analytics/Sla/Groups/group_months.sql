-- result:  every clause's cases by group in the months judged
-- grain:   one row per clause, group and month with at least one case
-- params:  none (reads sla_cases, judged with the session split by the dimension)
-- columns: clause_id
--          group_name          '(none)' for tickets without a value
--          month
--          met_count
--          breached_count      including those still open past their deadline
--          pending_count
--          unmeasurable_count
select
    clause_id,
    group_name,
    month,
    count(*) filter (where verdict = 'met')          as met_count,
    count(*) filter (where verdict = 'breached')     as breached_count,
    count(*) filter (where verdict = 'pending')      as pending_count,
    count(*) filter (where verdict = 'unmeasurable') as unmeasurable_count
from sla_cases
group by all
order by clause_id, group_name, month;

-- result:  cases of one month by version of the rule that they were judged by
-- grain:   one row per clause and version with at least one case
-- params:  $month  first day of the month
-- columns: clause_id
--          clause_version      place of the rule among the policy's clauses, from 0
--          met_count
--          breached_count
--          pending_count
--          unmeasurable_count
select
    clause_id,
    clause_version,
    count_if(verdict = 'met')          as met_count,
    count_if(verdict = 'breached')     as breached_count,
    count_if(verdict = 'pending')      as pending_count,
    count_if(verdict = 'unmeasurable') as unmeasurable_count
from sla_cases
where month = $month
group by all
order by clause_id, clause_version;

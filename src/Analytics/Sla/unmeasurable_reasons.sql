-- result:  why cases of one month can't be measured
-- grain:   one row per clause and reason with at least one case
-- params:  $month  first day of the month
-- columns: clause_id
--          reason      start_missing, start_before_received, stop_missing, stop_before_start, outside_calendar, visits_missing
--          case_count  unmeasurable cases
select clause_id, reason::varchar as reason, count(*) as case_count
from sla_cases
where month = $month and verdict = 'unmeasurable'
group by all
order by clause_id, case_count desc, reason;

-- result:  why cases of duties in one month can't be measured
-- grain:   one row per duty and reason with at least one case
-- params:  $month  first day of the month
-- columns: duty_id
--          reason      day_missing, done_before_start, ledger_not_begun, fault_code_missing, acceptance_missing, quantity_missing, signature_missing,
--                      charge_missing
--          case_count  unmeasurable cases
select duty_id, reason, count(*) as case_count
from duty_cases
where month = $month and verdict = 'unmeasurable'
group by all
order by duty_id, case_count desc, reason;

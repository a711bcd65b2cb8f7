-- metric:  sla_compliance
-- grain:   one row per month and clause with at least one case
-- params:  none (reads sla_cases, which SlaJudge fills)
-- columns: month         that the case counts in: of the clause's start, or of its deadline where the policy says so
--          group_name    the clause's id
--          numerator     cases met
--          denominator   cases met or breached; breached includes those still open past their deadline
--          unmeasurable  cases with a missing or contradicting milestone, or outside the calendar
--          pending       open and not due
select
    month,
    clause_id                                    as group_name,
    count_if(verdict = 'met')                    as numerator,
    count_if(verdict in ('met', 'breached'))     as denominator,
    count_if(verdict = 'unmeasurable')           as unmeasurable,
    count_if(verdict = 'pending')                as pending
from sla_cases
group by all
order by month, group_name;

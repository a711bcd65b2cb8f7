-- metric:  sla_compliance
-- grain:   one row per month and clause with at least one case
-- params:  none (reads sla_case_counts, which SlaJudge fills, and the session variable sla_clause_ids)
-- columns: month         that the case counts in: of the clause's start, or of its deadline where the policy says so
--          group_name    the clause's id; versions of one rule share it
--          numerator     cases met
--          denominator   cases met or breached; breached includes those still open past their deadline
--          unmeasurable  cases with a missing or contradicting milestone, or outside the calendar
--          pending       open and not due
select
    month,
    getvariable('sla_clause_ids')[clause_version + 1]                                  as group_name,
    coalesce(sum(case_count) filter (where verdict = 'met'), 0)                        as numerator,
    coalesce(sum(case_count) filter (where verdict in ('met', 'breached')), 0)         as denominator,
    coalesce(sum(case_count) filter (where verdict = 'unmeasurable'), 0)               as unmeasurable,
    coalesce(sum(case_count) filter (where verdict = 'pending'), 0)                    as pending
from sla_case_counts
group by month, group_name
order by month, group_name;

-- metric:  sla_compliance
-- grain:   one row per month and clause with at least one case
-- params:  none (reads sla_verdicts, which SlaJudge fills, and the session variable sla_clause_ids)
-- columns: month         that the case counts in: of the clause's start, or of its deadline where the policy says so
--          group_name    the clause's id; versions of one rule share it
--          numerator     cases met
--          denominator   cases met or breached; breached includes those still open past their deadline
--          unmeasurable  cases with a missing or contradicting milestone, or outside the calendar
--          pending       open and not due
with counted as (
    select clause_version, month, verdict, count(*) as cases
    from sla_verdicts
    group by clause_version, month, verdict
)
select
    month,
    getvariable('sla_clause_ids')[clause_version + 1]                      as group_name,
    coalesce(sum(cases) filter (verdict = 'met'), 0)                       as numerator,
    coalesce(sum(cases) filter (verdict in ('met', 'breached')), 0)        as denominator,
    coalesce(sum(cases) filter (verdict = 'unmeasurable'), 0)              as unmeasurable,
    coalesce(sum(cases) filter (verdict = 'pending'), 0)                   as pending
from counted
group by month, group_name
order by month, group_name;

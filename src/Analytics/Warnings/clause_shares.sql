-- result:  verdicts by clause and month
-- grain:   one row per month and clause with a case
-- params:  none (months: those judged)
-- columns: month         of the case
--          clause_id     as in the policy
--          met           cases kept
--          breached      cases not kept
--          unmeasurable  cases that can't be judged
-- note:    reads sla_cases: the clauses must have been judged (SlaJudge) in the session
select
    month,
    clause_id,
    count(*) filter (where verdict = 'met')          as met,
    count(*) filter (where verdict = 'breached')     as breached,
    count(*) filter (where verdict = 'unmeasurable') as unmeasurable
from sla_cases
group by month, clause_id
order by month, clause_id;

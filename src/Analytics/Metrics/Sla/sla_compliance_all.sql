-- metric:  sla_compliance_all
-- grain:   one row per month (and group, when the clauses were judged split) with at least one ticket that has a case
-- params:  none (reads sla_cases, which SlaJudge fills)
-- columns: month         that the cases count in
--          group_name    the value of the dimension by which the clauses were judged
--          numerator     tickets of which every judged case of the month was met
--          denominator   tickets with at least one judged case (met or breached) in the month
--          unmeasurable  tickets with cases of which none could be judged or is pending
--          pending       tickets with a pending case and no judged one
with tickets as (
    select
        month,
        group_name,
        ticket_id,
        bool_or(verdict = 'breached') as has_breach,
        bool_or(verdict = 'met')      as has_met,
        bool_or(verdict = 'pending')  as has_pending
    from sla_cases
    where verdict <> 'cancelled'
    group by all
)
select
    month,
    group_name,
    count_if(has_met and not has_breach)                          as numerator,
    count_if(has_met or has_breach)                               as denominator,
    count_if(not has_met and not has_breach and not has_pending)  as unmeasurable,
    count_if(not has_met and not has_breach and has_pending)      as pending
from tickets
group by all
order by month, group_name;

-- metric:  duty_compliance
-- grain:   one row per month and duty with at least one case
-- params:  none (reads duty_cases, which DutyJudge fills)
-- columns: month         that the case counts in
--          group_name    the duty's id
--          numerator     cases met
--          denominator   cases met or breached; breached includes what isn't done and past its day
--          unmeasurable  cases that can't be judged
--          pending       not done and not due
select
    month,
    duty_id                                          as group_name,
    count(*) filter (where verdict = 'met')                as numerator,
    count(*) filter (where verdict in ('met', 'breached')) as denominator,
    count(*) filter (where verdict = 'unmeasurable')       as unmeasurable,
    count(*) filter (where verdict = 'pending')            as pending
from duty_cases
group by all
order by month, group_name;

-- metric:  rectification_issued_in_time, rectification_implemented_in_time, rectification_verified_in_time
-- grain:   one row per month and group in which a step of a notice was due
-- params:  $step         issue, implementation, verification
-- columns: month         in which the step was due
--          group_name    the session's dimension
--          numerator     done in time
--          denominator   done in time, done late, or open after the due day
--          pending       open and not overdue
--          unmeasurable  no day to count from, no due day, or done before it could begin
select
    m.month,
    s.group_name,
    count(*) filter (s.state = 'met')                 as numerator,
    count(*) filter (s.state in ('met', 'breached'))  as denominator,
    count(*) filter (s.state = 'pending')             as pending,
    count(*) filter (s.state = 'unmeasurable')        as unmeasurable
from mart_rectification_steps s
join mart_months m on s.step_month = m.month
where s.step = $step and s.group_name is not null
group by m.month, s.group_name
order by m.month, s.group_name;

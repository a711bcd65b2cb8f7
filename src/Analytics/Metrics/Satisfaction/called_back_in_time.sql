-- metric:  called_back_in_time
-- grain:   one row per month and group with a dissatisfied survey
-- params:  none (months: mart_months; deadlines: the temporary table call_back_deadlines(survey_id, due_at_utc) that
--          a session opened with a policy has filled by its calendar)
-- columns: month         in which the survey was answered
--          group_name    of the session's dimension
--          numerator     dissatisfied customers called back at or before the deadline
--          denominator   of those called back, or whose deadline has passed at the as-of instant
--          pending       not called back, deadline not passed
--          unmeasurable  called back before the answer came, which contradicts, or answered beyond the calendar's years
with judged as (
    select
        s.answered_month as month,
        s.group_name,
        case
            when d.survey_id is null then error('called_back_in_time: the session knows no calendar; open it with a policy')
            when d.due_at_utc is null or s.called_back_at_utc < s.answered_at_utc then 'unmeasurable'
            when s.called_back_at_utc <= d.due_at_utc then 'met'
            when s.called_back_at_utc is not null or d.due_at_utc < getvariable('as_of_utc')::timestamp then 'breached'
            else 'pending'
        end as verdict
    from mart_surveys s
    left join call_back_deadlines d on d.survey_id = s.survey_id
    where s.is_dissatisfied and s.answered_month is not null and s.group_name is not null
)
select
    month,
    group_name,
    count(*) filter (where verdict = 'met')                as numerator,
    count(*) filter (where verdict in ('met', 'breached')) as denominator,
    count(*) filter (where verdict = 'pending')            as pending,
    count(*) filter (where verdict = 'unmeasurable')       as unmeasurable
from judged
group by month, group_name
order by month, group_name;

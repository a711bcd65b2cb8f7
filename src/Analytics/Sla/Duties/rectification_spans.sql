-- insert:  one row per notice that has come to the step into duty_spans
-- note:    session variable duty_step (issue, implementation, verification). Judged by mart_rectification_steps, as the metrics of notices are.
insert into duty_spans
select
    notice_no as subject, null as ticket_id, null as customer, null as office, false as is_key_customer,
    coalesce(due_on, done_on, start_on) as axis_on,
    start_on, due_on, done_on, state as verdict,
    case when state = 'unmeasurable' then 'day_missing' end as reason
from mart_rectification_steps
where step = getvariable('duty_step');

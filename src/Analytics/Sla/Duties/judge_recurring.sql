-- insert:  the cases of the recurring duty in hand, one per subject and month of mart_months, into duty_cases
-- note:    session variables duty_id, duty_from_on, duty_to_on (first and last day in force; null = open)
--          A month is kept when on no day of it the duty is overdue; done a day late is breached. Not judged before the month of the first
--          last day in time. While the month runs it is pending when a turn still ends within it. Shown are the turn that was overdue, else the one that ends first.
insert into duty_cases
with months as (
    select month, last_day(month) as last_on
    from mart_months
    where month <= getvariable('as_of_on')
      and (getvariable('duty_from_on') is null or last_day(month) >= getvariable('duty_from_on')::date)
      and (getvariable('duty_to_on') is null or month <= getvariable('duty_to_on')::date)
),
firsts as (
    select subject, min(due_on) as first_due_on from duty_spans group by subject
),
touched as (
    select
        m.month, m.last_on, s.*,
        -- Overdue from the day after the last day in time up to the day it was done.
        s.due_on < least(m.last_on, getvariable('as_of_on'))
            and (s.done_on is null or (s.done_on > s.due_on and s.done_on >= m.month)) as is_overdue
    from duty_spans as s
    join months as m on s.start_on <= m.last_on and (s.done_on is null or s.done_on >= m.month)
    join firsts as f on f.subject = s.subject and f.first_due_on <= m.last_on
),
ranked as (
    select
        *,
        bool_or(is_overdue) over w                                                                             as is_breached,
        bool_or(done_on is null and due_on < last_on and getvariable('as_of_on') < last_on) over w             as is_open,
        row_number() over (partition by subject, month order by is_overdue desc, (done_on is null or done_on > last_on) desc, due_on, start_on) as place
    from touched
    window w as (partition by subject, month)
),
final as (
    select
        getvariable('duty_id')                                                                    as duty_id,
        subject, ticket_id, customer, office, month,
        case when is_breached then 'breached' when is_open then 'pending' else 'met' end          as verdict,
        null                                                                                      as reason,
        start_on, due_on,
        case when done_on <= last_on then done_on end                                             as done_on,
        case when done_on <= last_on then done_on else least(last_on, getvariable('as_of_on')) end - start_on as elapsed_days,
        case when is_breached then case when done_on <= last_on then done_on else least(last_on, getvariable('as_of_on')) end - due_on end as late_days,
        is_key_customer
    from ranked
    where place = 1
)
select * from final;

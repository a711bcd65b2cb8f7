-- insert:  one row per complaint into duty_spans
-- note:    session variables duty_must (sorted, cause_named, accepted), duty_within_days (of accepted).
--          sorted       met when the category is known, breached when it isn't at the end of the month after the receipt; counts in that month
--          cause_named  the same of cause and responsible department
--          accepted     met when it was closed in time and the customer accepted the end; breached when closed late, or the end was not accepted,
--                       or open past the day; unmeasurable when it isn't said whether the end was accepted; counts in the month of its last day
insert into duty_spans
with known as (
    select
        complaint_id, ticket_id, customer, office, customer_grade, category, cause, responsible_department, is_accepted,
        duty_day(received_at_utc) as start_on,
        duty_day(closed_at_utc)   as closed_on,
        case
            when getvariable('duty_must') = 'accepted' then duty_day(received_at_utc) + getvariable('duty_within_days')::integer
            else last_day((duty_day(received_at_utc) + to_months(1))::date)
        end                       as due_on
    from mart_complaints
),
judged as (
    select
        *,
        case getvariable('duty_must')
            when 'sorted'      then coalesce(category, 'unknown') <> 'unknown'
            when 'cause_named' then cause is not null and responsible_department is not null
        end as is_named,
        case when getvariable('duty_must') = 'accepted' and closed_on is not null and is_accepted is null then 'acceptance_missing' end as reason
    from known
),
final as (
    select
        complaint_id as subject, ticket_id, customer, office, coalesce(customer_grade = 'a', false) as is_key_customer,
        due_on as axis_on, start_on, due_on,
        case when getvariable('duty_must') = 'accepted' then closed_on end as done_on,
        case
            when reason is not null                                                     then 'unmeasurable'
            when is_named                                                               then 'met'
            when getvariable('duty_must') = 'accepted' and closed_on is not null
                then case when is_accepted and closed_on <= due_on then 'met' else 'breached' end
            when getvariable('as_of_on') > due_on                                       then 'breached'
            else 'pending'
        end as verdict,
        reason
    from judged
)
select * from final;

-- insert:  one row per ticket with a charge into duty_spans
-- note:    session variables duty_within_days, duty_from (received, repaired, confirmed or closed: from its local day the days are counted).
--          Counts in the month of its last day in time, so that nothing in a past month is pending. Paid before the day is in time.
--          A charge on a closed ticket without that milestone can't be measured and counts in the month of receipt.
insert into duty_spans
with charged as (
    select
        ticket_id, customer, office, customer_grade,
        duty_day(received_at_utc)                             as received_on,
        case getvariable('duty_from')
            when 'received'  then received_at_utc
            when 'repaired'  then repaired_at_utc
            when 'confirmed' then confirmed_at_utc
            when 'closed'    then closed_at_utc
        end                                                   as from_at_utc,
        closed_at_utc <= getvariable('as_of_utc')             as is_closed,
        case when paid_on <= getvariable('as_of_on') then paid_on end as paid_on
    from mart_tickets
    where charge > 0
),
dated as (
    select
        *,
        case when from_at_utc <= getvariable('as_of_utc') then duty_day(from_at_utc) end as start_on,
        case when start_on is null and (is_closed or paid_on is not null) then 'day_missing' end as reason
    from charged
),
final as (
    select
        ticket_id as subject, ticket_id, customer, office, coalesce(customer_grade = 'a', false) as is_key_customer,
        coalesce(start_on + getvariable('duty_within_days')::integer, received_on) as axis_on,
        start_on,
        start_on + getvariable('duty_within_days')::integer as due_on,
        paid_on as done_on,
        duty_verdict(reason, start_on + getvariable('duty_within_days')::integer, paid_on) as verdict,
        reason
    from dated
    where start_on is not null or reason is not null
)
select * from final;

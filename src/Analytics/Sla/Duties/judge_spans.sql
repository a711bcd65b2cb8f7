-- insert:  the cases of the duty in hand that count in a month of mart_months into duty_cases
-- note:    session variables duty_id, duty_from_on, duty_to_on (first and last day in force; null = open)
insert into duty_cases
with final as (
    select
        getvariable('duty_id')                                           as duty_id,
        subject, ticket_id, customer, office,
        date_trunc('month', axis_on)::date                               as month,
        verdict, reason, start_on, due_on, done_on,
        case when verdict <> 'unmeasurable' then coalesce(done_on, getvariable('as_of_on')) - start_on end as elapsed_days,
        -- Nothing is late of a fault that came back before the watching ended.
        case when verdict = 'breached' and coalesce(done_on, getvariable('as_of_on')) > due_on then coalesce(done_on, getvariable('as_of_on')) - due_on end as late_days,
        is_key_customer
    from duty_spans
    where axis_on is not null
      and (getvariable('duty_from_on') is null or axis_on >= getvariable('duty_from_on')::date)
      and (getvariable('duty_to_on') is null or axis_on <= getvariable('duty_to_on')::date)
)
select * from final where month in (select month from mart_months);

-- insert:  one row per completed repair into duty_spans: was the unit free of the same fault for so many days?
-- note:    session variable duty_within_days. Reads repeat_hits, prepared for the months in which the repairs lie.
--          Counts in the month in which the days of watching end: earlier, a month would know its repeats before its successes.
--          A repair without a fault code, or of a unit without a name, can't be compared.
insert into duty_spans
with repairs as (
    select
        t.ticket_id, t.customer, t.office, t.customer_grade, t.repaired_at_utc,
        t.repaired_at_utc + to_days(getvariable('duty_within_days')::integer) as watched_to_utc,
        h.same_fault_at_utc,
        case when t.fault_code is null or t.fault_code = 'unknown' or t.unit_key is null then 'fault_code_missing' end as reason
    from mart_tickets as t
    left join repeat_hits as h on h.ticket_no = t.ticket_no
    where t.is_completed_repair
),
final as (
    select
        ticket_id as subject, ticket_id, customer, office, coalesce(customer_grade = 'a', false) as is_key_customer,
        duty_day(watched_to_utc)  as axis_on,
        duty_day(repaired_at_utc) as start_on,
        duty_day(watched_to_utc)  as due_on,
        case when same_fault_at_utc <= watched_to_utc then duty_day(same_fault_at_utc) end as done_on,
        case
            when reason is not null                             then 'unmeasurable'
            when watched_to_utc > getvariable('as_of_utc')      then 'pending'
            when same_fault_at_utc <= watched_to_utc            then 'breached'
            else 'met'
        end as verdict,
        reason
    from repairs
)
select * from final;

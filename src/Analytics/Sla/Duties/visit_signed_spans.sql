-- insert:  one row per visit of the kinds asked for that has begun into duty_spans
-- note:    session variable duty_visits. Signed by the customer; counts in the month in which the visit ended, pending while it hasn't.
--          Unmeasurable when it isn't said whether it was signed. A visit that is only planned owes nothing.
insert into duty_spans
with visits as (
    select
        v.visit_id, v.ticket_id, coalesce(v.customer, t.customer) as customer, coalesce(v.office, t.office) as office,
        coalesce(v.customer_grade, t.customer_grade) = 'a' as is_key, v.is_signed,
        duty_day(coalesce(v.departed_at_utc, v.arrived_at_utc, v.left_at_utc, v.returned_at_utc, v.reported_at_utc)) as start_on,
        case when coalesce(v.returned_at_utc, v.left_at_utc, v.reported_at_utc) <= getvariable('as_of_utc')
             then duty_day(coalesce(v.returned_at_utc, v.left_at_utc, v.reported_at_utc)) end as ended_on
    from as_of.visits as v
    left join mart_tickets as t on t.ticket_id = v.ticket_id
    where list_contains(getvariable('duty_visits')::varchar[], coalesce(v.kind_of_visit, 'unknown'))
),
final as (
    select
        visit_id as subject, ticket_id, customer, office, coalesce(is_key, false) as is_key_customer,
        coalesce(ended_on, start_on) as axis_on, start_on, null::date as due_on, ended_on as done_on,
        case
            when ended_on is null  then 'pending'
            when is_signed is null then 'unmeasurable'
            when is_signed         then 'met'
            else 'breached'
        end as verdict,
        case when ended_on is not null and is_signed is null then 'signature_missing' end as reason
    from visits
    where start_on <= getvariable('as_of_on')
)
select * from final;

-- insert:  one row per visit to which parts were carried into duty_spans
-- note:    carried = used + returned; counts in the month in which the visit ended. A number that isn't given beside one that is counts as none;
--          unmeasurable when nothing is said of the use, or nothing of what was carried. A visit that hasn't ended is pending.
insert into duty_spans
with visits as (
    select
        v.visit_id, v.ticket_id, coalesce(v.customer, t.customer) as customer, coalesce(v.office, t.office) as office,
        coalesce(v.customer_grade, t.customer_grade) = 'a' as is_key,
        v.parts_carried, v.parts_used, v.parts_returned,
        duty_day(coalesce(v.departed_at_utc, v.arrived_at_utc)) as start_on,
        case when coalesce(v.returned_at_utc, v.left_at_utc, v.reported_at_utc) <= getvariable('as_of_utc')
             then duty_day(coalesce(v.returned_at_utc, v.left_at_utc, v.reported_at_utc)) end as ended_on,
        case
            when v.parts_carried is null                              then 'quantity_missing'
            when v.parts_used is null and v.parts_returned is null and v.parts_carried > 0 then 'quantity_missing'
        end as reason
    from as_of.visits as v
    left join mart_tickets as t on t.ticket_id = v.ticket_id
    where coalesce(v.parts_carried, 0) > 0 or coalesce(v.parts_used, 0) > 0 or coalesce(v.parts_returned, 0) > 0
),
final as (
    select
        visit_id as subject, ticket_id, customer, office, coalesce(is_key, false) as is_key_customer,
        coalesce(ended_on, start_on) as axis_on, start_on, null::date as due_on, ended_on as done_on,
        case
            when ended_on is null   then 'pending'
            when reason is not null then 'unmeasurable'
            when abs(parts_carried - coalesce(parts_used, 0) - coalesce(parts_returned, 0)) < 1e-9 then 'met'
            else 'breached'
        end as verdict,
        case when ended_on is not null then reason end as reason
    from visits
)
select * from final;

-- insert:  one row per order whose goods were not announced in time into duty_spans
-- note:    session variables duty_unannounced_days, duty_enquire_days: working days of the main calendar (mart_workdays), the day of the order not counted.
--          Goods announced (else: arrived) by the end of the first span ask for nothing, nor do those announced before the second is over. Else somebody
--          must have enquired by the end of the second, and counts as having done so however early. In the month of that last day.
--          An order without a day belongs to no month and isn't judged; nothing is owed before the first span is over.
insert into duty_spans
with ordered as (
    select
        order_id, customer, office, ordered_on,
        case when coalesce(announced_on, arrived_on) <= getvariable('as_of_on') then coalesce(announced_on, arrived_on) end as announced_on,
        case when enquired_on <= getvariable('as_of_on') then enquired_on end as enquired_on
    from as_of.orders
    where ordered_on <= getvariable('as_of_on')
),
dated as (
    select o.*, first_span.day as patient_until_on, second_span.day as due_on
    from ordered as o
    join mart_workdays as w on w.day = o.ordered_on
    join mart_workdays as first_span
        on first_span.is_worked and first_span.worked_before + 1 = w.worked_before + w.is_worked::integer + getvariable('duty_unannounced_days')
    join mart_workdays as second_span
        on second_span.is_worked and second_span.worked_before + 1 = w.worked_before + w.is_worked::integer + getvariable('duty_enquire_days')
),
final as (
    select
        order_id as subject, null as ticket_id, customer, office, false as is_key_customer,
        due_on as axis_on, ordered_on as start_on, due_on, enquired_on as done_on,
        case when enquired_on < ordered_on or announced_on < ordered_on then 'done_before_start' end as reason
    from dated
    where (announced_on is null or announced_on > patient_until_on or announced_on < ordered_on)
      and (enquired_on is not null or announced_on is null or announced_on > due_on or announced_on < ordered_on)
      and getvariable('as_of_on') > patient_until_on
)
select subject, ticket_id, customer, office, is_key_customer, axis_on, start_on, due_on, done_on, duty_verdict(reason, due_on, done_on) as verdict, reason
from final;

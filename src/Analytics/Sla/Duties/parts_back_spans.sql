-- insert:  one row per recoverable part that went out into duty_spans
-- note:    session variable duty_by_day. Back before midnight at the beginning of that day of the next month: the day before it is the last in time.
--          Counts in the month of the issue. It is back on its own day of return, else on the day on which the returns of that part on
--          that ticket make up for it, the earliest issues first. A part without a day of issue belongs to no month and isn't judged.
insert into duty_spans
with issued as (
    select
        movement_id, ticket_id, customer, office, part_no, moved_on,
        case when returned_on <= getvariable('as_of_on') then returned_on end as returned_on,
        sum(coalesce(quantity, 1)) over (partition by ticket_id, part_no order by moved_on, movement_id) as issued_up_to
    from as_of.part_movements
    where direction = 'out' and is_recoverable and moved_on <= getvariable('as_of_on')
),
returns as (
    select ticket_id, part_no, moved_on, sum(coalesce(quantity, 1)) over (partition by ticket_id, part_no order by moved_on, movement_id) as returned_up_to
    from as_of.part_movements
    where direction = 'returned' and ticket_id is not null and part_no is not null and moved_on <= getvariable('as_of_on')
),
made_up as (
    select i.movement_id, min(r.moved_on) as back_on
    from issued as i
    join returns as r on r.ticket_id = i.ticket_id and r.part_no = i.part_no and r.returned_up_to >= i.issued_up_to
    group by i.movement_id
),
final as (
    select
        i.movement_id as subject, i.ticket_id, coalesce(i.customer, t.customer) as customer, coalesce(i.office, t.office) as office,
        coalesce(t.customer_grade = 'a', false)                                                          as is_key_customer,
        i.moved_on                                                                                       as axis_on,
        i.moved_on                                                                                       as start_on,
        (date_trunc('month', i.moved_on) + interval 1 month)::date + getvariable('duty_by_day')::integer - 2 as due_on,
        coalesce(i.returned_on, m.back_on)                                                               as done_on,
        case when coalesce(i.returned_on, m.back_on) < i.moved_on then 'done_before_start' end           as reason
    from issued as i
    left join made_up as m using (movement_id)
    left join mart_tickets as t on t.ticket_id = i.ticket_id
)
select subject, ticket_id, customer, office, is_key_customer, axis_on, start_on, due_on, done_on, duty_verdict(reason, due_on, done_on) as verdict, reason
from final;

-- insert:  the turns of the recurring duty in hand into duty_spans
-- note:    session variables
--            duty_every_months, duty_times        so often in every so many months
--            duty_is_per_unit, duty_during        for every unit or customer; always, warranty, after_warranty
--            duty_grades                          only customers of these grades; null = all
--            duty_visits, duty_tickets            kinds of visit and request types that count; null = none
--            duty_surveys, duty_revisits          what else counts
--          A turn begins on the day something was done (the first ones: on the day from which it is owed) and is kept when the N-th time after
--          it comes no later than so many months on. So "three times in 12 months" means: no time is further than 12 months from the third before it.
--          A visit counts on the day of its arrival (else of leaving, return or report); planned is not done. One without serial number counts for every unit of its customer. A day after the as-of day has not come yet.
--          Nothing is owed from before the records of what counts begin (the first ticket, survey or visit): nobody knows what was done then.
insert into duty_spans
with graded as (
    select customer, arg_max(customer_grade, received_at_utc) filter (where customer_grade is not null) as grade
    from mart_tickets
    where customer is not null
    group by customer
),
records as (
    -- Where the records of what counts begin: what was before them nobody knows.
    select min(begun_on) as begun_on
    from (
        select duty_day(min(received_at_utc)) as begun_on
        from mart_tickets
        where getvariable('duty_tickets') is not null or getvariable('duty_revisits')
        union all
        select duty_day(min(sent_at_utc)) from mart_surveys where getvariable('duty_surveys')
        union all
        select duty_day(min(coalesce(arrived_at_utc, left_at_utc, returned_at_utc, reported_at_utc))) from as_of.visits where getvariable('duty_visits') is not null
    )
),
lives as (
    select serial_no, customer, delivered_on as from_on, warranty_until_on
    from mart_units
    union all
    select null, customer, min(duty_day(received_at_utc)), null
    from mart_tickets
    where not getvariable('duty_is_per_unit')
    group by customer
),
begun as (
    select
        case when getvariable('duty_is_per_unit') then serial_no else customer end as subject,
        customer,
        case getvariable('duty_during') when 'after_warranty' then warranty_until_on else from_on end as anchor_on,
        case getvariable('duty_during') when 'warranty' then warranty_until_on end                    as last_on
    from lives
),
subjects as (
    select
        b.subject,
        any_value(b.customer)                  as customer,
        greatest(min(b.anchor_on), (select begun_on from records)) as anchor_on,
        max(b.last_on)                         as last_on,
        coalesce(any_value(g.grade) = 'a', false) as is_key_customer
    from begun as b
    left join graded as g on g.customer = b.customer
    where b.subject is not null and b.anchor_on <= getvariable('as_of_on')
      and (getvariable('duty_during') <> 'warranty' or b.last_on is not null)
      and (getvariable('duty_grades') is null or list_contains(getvariable('duty_grades')::varchar[], coalesce(g.grade, 'unknown')))
    group by b.subject
    having anchor_on <= getvariable('as_of_on')
),
happened as (
    select serial_no, customer, duty_day(coalesce(arrived_at_utc, repaired_at_utc)) as happened_on
    from mart_tickets
    where list_contains(getvariable('duty_tickets')::varchar[], coalesce(request_type, 'unknown'))
    union all
    select coalesce(v.serial_no, t.serial_no), coalesce(v.customer, t.customer),
        duty_day(coalesce(v.arrived_at_utc, v.left_at_utc, v.returned_at_utc, v.reported_at_utc))
    from as_of.visits as v
    left join mart_tickets as t on t.ticket_id = v.ticket_id
    where list_contains(getvariable('duty_visits')::varchar[], coalesce(v.kind_of_visit, 'unknown'))
    union all
    select null, customer, duty_day(revisited_at_utc) from mart_tickets where getvariable('duty_revisits')
    union all
    select null, customer, duty_day(sent_at_utc) from mart_surveys where getvariable('duty_surveys')
),
done as (
    select s.subject, h.happened_on
    from subjects as s
    join happened as h on case when getvariable('duty_is_per_unit') then h.serial_no else h.customer end = s.subject
    where h.happened_on between s.anchor_on and getvariable('as_of_on')
    union
    select s.subject, h.happened_on
    from subjects as s
    join happened as h on h.customer = s.customer
    where getvariable('duty_is_per_unit') and h.serial_no is null and h.happened_on between s.anchor_on and getvariable('as_of_on')
),
marks as (
    select subject, anchor_on as day, 0 as place from subjects, range(getvariable('duty_times'))
    union all
    select subject, happened_on, 1 from done
),
turns as (
    select subject, day as start_on, lead(day, getvariable('duty_times')) over (partition by subject order by place, day) as done_on
    from marks
),
final as (
    select
        s.subject, null as ticket_id, s.customer, null as office, s.is_key_customer, null::date as axis_on,
        t.start_on,
        (t.start_on + to_months(getvariable('duty_every_months')))::date as due_on,
        t.done_on, null as verdict, null as reason
    from turns as t
    join subjects as s using (subject)
    where s.last_on is null or (t.start_on + to_months(getvariable('duty_every_months')))::date <= s.last_on
)
select * from final;

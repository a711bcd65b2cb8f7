-- insert:  one row per repair of a part that failed within the warranty it got when it was put in, into duty_spans
-- note:    session variable duty_within_months. A part was put in when it went out for a ticket whose failed part it is and whose repair is done (movements
--          of parts: direction out; what else was carried along may have come back unused); its warranty begins on the day of that repair. It failed when a later repair ticket of the same unit names it (failed part = the part's name or
--          number, blanks and case aside). Misuse is no case of warranty. Kept when nothing is charged and the service isn't sold; counts in the month of the
--          later receipt. Of several replacements before it the last one counts. Unmeasurable when the repair is done and neither service type nor charge tell.
insert into duty_spans
with put_in as (
    select
        t.unit_key, lower(trim(named.part)) as part, t.repaired_at_utc, t.ticket_id,
        duty_day(t.repaired_at_utc) as from_on
    from as_of.part_movements as m
    join mart_tickets as t on t.ticket_id = m.ticket_id
    cross join unnest(list_distinct([m.part_name, m.part_no])) as named (part)
    where m.direction = 'out' and m.moved_on <= getvariable('as_of_on') and named.part is not null
      and lower(trim(t.failed_part)) in (lower(trim(m.part_name)), lower(trim(m.part_no)))
      and t.unit_key is not null and t.repaired_at_utc between t.received_at_utc and getvariable('as_of_utc')
),
failed as (
    select
        ticket_id, unit_key, customer, office, customer_grade, service_type, charge, received_at_utc,
        lower(trim(failed_part)) as part,
        case when repaired_at_utc between received_at_utc and getvariable('as_of_utc') then repaired_at_utc end as repaired_at_utc
    from mart_tickets
    where request_type = 'repair' and failed_part is not null and unit_key is not null and coalesce(cause_category, '') <> 'misuse'
),
covered as (
    select f.*, max(p.from_on) as from_on
    from failed as f
    join put_in as p
        on p.unit_key = f.unit_key and p.part = f.part and p.ticket_id <> f.ticket_id
        and p.repaired_at_utc <= f.received_at_utc and duty_day(f.received_at_utc) < p.from_on + to_months(getvariable('duty_within_months')::integer)
    group by all
),
final as (
    select
        ticket_id as subject, ticket_id, customer, office, coalesce(customer_grade = 'a', false) as is_key_customer,
        duty_day(received_at_utc) as axis_on, from_on as start_on, null::date as due_on,
        duty_day(repaired_at_utc) as done_on,
        case
            when charge > 0                                       then 'breached'
            when service_type in ('free', 'contract') or charge = 0 then 'met'
            when repaired_at_utc is null                          then 'pending'
            when service_type = 'paid'                            then 'breached'
            else 'unmeasurable'
        end as verdict
    from covered
)
select
    subject, ticket_id, customer, office, is_key_customer, axis_on, start_on, due_on, done_on, verdict,
    case when verdict = 'unmeasurable' then 'charge_missing' end as reason
from final;

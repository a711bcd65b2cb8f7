-- result:  which sources of duties that every export of tickets may hold have a row by the as-of instant
-- grain:   one row
-- params:  session variables duty_tickets (request types that count; null = none), duty_from
-- columns: has_tickets   a ticket of such a request type on which somebody arrived or repaired
--          has_revisits  a ticket with a return call or visit
--          has_charges   a ticket with a charge
--          has_faults    a completed repair with a fault code
select
    coalesce(bool_or(list_contains(getvariable('duty_tickets')::varchar[], coalesce(request_type, 'unknown')) and coalesce(arrived_at_utc, repaired_at_utc) is not null), false) as has_tickets,
    coalesce(bool_or(revisited_at_utc is not null), false)                       as has_revisits,
    coalesce(bool_or(charge > 0), false)                                         as has_charges,
    coalesce(bool_or(is_completed_repair and fault_code is not null), false)     as has_faults
from mart_tickets;

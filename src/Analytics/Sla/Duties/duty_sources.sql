-- result:  which sources of duties that every export of tickets may hold have a row by the as-of instant
-- grain:   one row
-- params:  session variables duty_tickets (request types that count; null = none), duty_from
-- columns: has_tickets   a ticket of such a request type on which somebody arrived or repaired
--          has_revisits  a ticket with a return call or visit
--          has_charges   a ticket with a charge
--          has_faults    a completed repair with a fault code
-- note:    each search ends with the first row found
select
    exists (
        from mart_tickets
        where list_contains(getvariable('duty_tickets')::varchar[], coalesce(request_type, 'unknown')) and coalesce(arrived_at_utc, repaired_at_utc) is not null) as has_tickets,
    exists (from mart_tickets where revisited_at_utc is not null)                       as has_revisits,
    exists (from mart_tickets where charge > 0)                                         as has_charges,
    exists (from mart_tickets where is_completed_repair and fault_code is not null)     as has_faults;

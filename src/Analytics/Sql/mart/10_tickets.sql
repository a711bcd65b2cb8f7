-- view:    mart_tickets
-- grain:   one row per ticket as of the batch
-- columns: everything of service.tickets, and
--          ticket_no            a whole number that is the ticket's own within the state: batch and row that it stands in
--          unit_key             the repaired unit by the first of the policy's keys that the ticket has: '#' and its serial number, else '~' and
--                               site|model, else '@' and customer|model (each weaker than the one before, and never the same as one of another
--                               kind); null when it has none
--          unit_hash            the same unit as 64 bits, for searches through all tickets: no text is put together for it; null as unit_key
--          has_unit             there is a unit_key
--          is_weak_unit         true when it is known by less than its serial number
--          fault_key            what makes two faults the same: the fault code, or the failed part when the policy says so; null when it is missing
--          is_completed_repair  request type repair with a usable time of repair: not before receipt, not after the as-of instant
--          group_name           the value of the session's dimension; 'all' when there is none; '(none)' when the ticket has no value
-- note:    a ticket received after the as-of instant can't be known at that instant and is left out
create or replace temp view mart_tickets as
select
    t.*,
    (batch_id::bigint << 32) | row_number                               as ticket_no,
    coalesce(
        case when getvariable('unit_by_serial_no') then '#' || serial_no end,
        case when getvariable('unit_by_site_model') then '~' || site || '|' || product_model end,
        case when getvariable('unit_by_customer_model') then '@' || customer || '|' || product_model end) as unit_key,
    case
        when getvariable('unit_by_serial_no') and serial_no is not null then hash('#', serial_no)
        when getvariable('unit_by_site_model') and site is not null and product_model is not null then hash('~', site, product_model)
        when getvariable('unit_by_customer_model') and customer is not null and product_model is not null then hash('@', customer, product_model)
    end                                                                  as unit_hash,
    (getvariable('unit_by_serial_no') and serial_no is not null)
        or (getvariable('unit_by_site_model') and site is not null and product_model is not null)
        or (getvariable('unit_by_customer_model') and customer is not null and product_model is not null) as has_unit,
    serial_no is null or not getvariable('unit_by_serial_no')            as is_weak_unit,
    case when getvariable('same_fault_by') = 'failed_part' then failed_part else fault_code end as fault_key,
    coalesce(
        request_type = 'repair' and repaired_at_utc between received_at_utc and getvariable('as_of_utc'),
        false)                                                           as is_completed_repair,
    case getvariable('dimension')
        when 'region'          then coalesce(region, '(none)')
        when 'office'          then coalesce(office, '(none)')
        when 'technician'      then coalesce(technician, '(none)')
        when 'product_model'   then coalesce(product_model, '(none)')
        when 'product_series'  then coalesce(product_series, '(none)')
        when 'severity'        then coalesce(severity, '(none)')
        when 'channel'         then coalesce(channel, '(none)')
        when 'customer'        then coalesce(customer, '(none)')
        when 'fault_code'      then coalesce(fault_code, '(none)')
        when 'failed_part'     then coalesce(failed_part, '(none)')
        when 'resolution_mode' then coalesce(resolution_mode, '(none)')
        when 'responsible_department' then coalesce(responsible_department, '(none)')
        else 'all'
    end                                                                  as group_name
from as_of.tickets t
where received_at_utc <= getvariable('as_of_utc');

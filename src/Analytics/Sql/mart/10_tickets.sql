-- view:    mart_tickets
-- grain:   one row per ticket as of the batch
-- columns: everything of service.tickets, and
--          unit_key             the repaired unit: '#' and its serial number, else '@' and customer|model (weaker, and never the same as a serial number);
--                               null when neither is given
--          is_weak_unit         true when the serial number is missing
--          is_completed_repair  request type repair with a usable time of repair: not before receipt, not after the as-of instant
--          group_name           the value of the session's dimension; 'all' when there is none; '(none)' when the ticket has no value
-- note:    a ticket received after the as-of instant can't be known at that instant and is left out
create or replace temp view mart_tickets as
select
    t.*,
    coalesce('#' || serial_no, '@' || customer || '|' || product_model)  as unit_key,
    serial_no is null                                                    as is_weak_unit,
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
        when 'resolution_mode' then coalesce(resolution_mode, '(none)')
        when 'responsible_department' then coalesce(responsible_department, '(none)')
        else 'all'
    end                                                                  as group_name
from as_of.tickets t
where received_at_utc <= getvariable('as_of_utc');

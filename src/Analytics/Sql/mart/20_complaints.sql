-- view:    mart_complaints
-- grain:   one row per complaint as of the batch
-- columns: everything of service.complaints, and
--          complaint_month  first day of the month of receipt, where it is one of mart_months; else null
--          region           of the complaint's ticket; null without a ticket
--          office           of the complaint's ticket
--          product_series   of the complaint's ticket
--          technician       of the complaint's ticket
--          customer_grade   of the complaint's ticket
--          has_ticket       true when its ticket is among the tickets
--          group_name       the value of the session's dimension; 'all' when there is none; '(none)' when the row has no value;
--                           null when the dimension is the ticket's and there is no ticket (the row then counts in the total only)
-- note:    a complaint received after the as-of instant can't be known at that instant and is left out; a milestone after it
--          has not happened yet
create or replace temp view mart_complaints as
with known as (
    select
        c.* exclude (answered_at_utc, resolved_at_utc, closed_at_utc, product_model, fault_code),
        case when c.answered_at_utc <= getvariable('as_of_utc') then c.answered_at_utc end as answered_at_utc,
        case when c.resolved_at_utc <= getvariable('as_of_utc') then c.resolved_at_utc end as resolved_at_utc,
        case when c.closed_at_utc   <= getvariable('as_of_utc') then c.closed_at_utc   end as closed_at_utc,
        coalesce(c.product_model, t.product_model)                                         as product_model,
        coalesce(c.fault_code, t.fault_code)                                               as fault_code,
        mart_month(c.received_at_utc)                                                      as complaint_month,
        t.region                                                                           as region,
        t.office                                                                           as office,
        t.product_series                                                                   as product_series,
        t.technician                                                                       as technician,
        t.customer_grade                                                                   as customer_grade,
        t.ticket_id is not null                                                            as has_ticket
    from as_of.complaints c
    left join as_of.tickets t
        on t.ticket_id = c.ticket_id and t.received_at_utc <= getvariable('as_of_utc')
    where c.received_at_utc <= getvariable('as_of_utc')
)
select
    known.*,
    case getvariable('dimension')
        when 'customer'               then coalesce(customer, '(none)')
        when 'product_model'          then coalesce(product_model, '(none)')
        when 'fault_code'             then coalesce(fault_code, '(none)')
        when 'category'               then coalesce(category, '(none)')
        when 'severity'               then coalesce(severity, '(none)')
        when 'cause'                  then coalesce(cause, '(none)')
        when 'responsible_department' then coalesce(responsible_department, '(none)')
        when 'region'                 then case when has_ticket then coalesce(region, '(none)') end
        when 'office'                 then case when has_ticket then coalesce(office, '(none)') end
        when 'product_series'         then case when has_ticket then coalesce(product_series, '(none)') end
        when 'technician'             then case when has_ticket then coalesce(technician, '(none)') end
        else 'all'
    end as group_name
from known;

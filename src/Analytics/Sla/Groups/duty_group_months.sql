-- result:  a duty's cases by group in the months judged
-- grain:   one row per group and month with at least one case
-- params:  $duty_id     the duty
--          $attributes  the export that a case's subject is in: installed_units, complaints, visits, part_movements, orders, rectifications; any other word = none
-- note:    reads duty_cases; session variable dimension. The ticket's attribute, else the subject's own. A duty that hangs on neither has one group, null.
-- columns: group_name          '(none)' where other cases of the duty have a group; null when no case has one
--          month
--          met_count
--          breached_count      including what isn't done and past its day
--          pending_count
--          unmeasurable_count
with subjects as (
    select serial_no as subject, customer, region, product_model, product_series from mart_units where $attributes = 'installed_units'
    union all by name
    select complaint_id as subject, region, office, technician, product_model, product_series from mart_complaints where $attributes = 'complaints'
    union all by name
    select visit_id as subject, region, office, technician, product_model from as_of.visits where $attributes = 'visits'
    union all by name
    select movement_id as subject, region, office, technician, product_model from as_of.part_movements where $attributes = 'part_movements'
    union all by name
    select order_id as subject, region, office, product_model from as_of.orders where $attributes = 'orders'
    union all by name
    select notice_no as subject, product_model from as_of.rectifications where $attributes = 'rectifications'
),
known as (
    select
        d.month, d.verdict,
        case getvariable('dimension')
            when 'customer'       then d.customer
            when 'office'         then coalesce(d.office, s.office)
            when 'region'         then coalesce(t.region, s.region)
            when 'technician'     then coalesce(t.technician, s.technician)
            when 'product_model'  then coalesce(t.product_model, s.product_model)
            when 'product_series' then coalesce(t.product_series, s.product_series)
            when 'severity'       then t.severity
            when 'channel'        then t.channel
        end as group_name
    from duty_cases as d
    left join subjects as s on s.subject = d.subject
    left join mart_tickets as t on t.ticket_id = d.ticket_id
    where d.duty_id = $duty_id
),
grouped as (
    select *, max(group_name) over () is not null as is_split from known
)
select
    case when is_split then coalesce(group_name, '(none)') end as group_name,
    month,
    count(*) filter (where verdict = 'met')          as met_count,
    count(*) filter (where verdict = 'breached')     as breached_count,
    count(*) filter (where verdict = 'pending')      as pending_count,
    count(*) filter (where verdict = 'unmeasurable') as unmeasurable_count
from grouped
group by all
order by group_name, month;

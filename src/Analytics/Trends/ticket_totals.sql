-- result:  all tickets by month, and how many repaired units the installed base knows
-- grain:   one row per month of mart_months
-- params:  none
-- columns: month            of receipt
--          tickets          of every request type
--          repairs          of request type repair
--          repairs_in_base  repairs whose serial number is in the installed base
--          unit_months      units in service; 0 when none is known
with tickets as (
    select
        m.month,
        count(*)                                             as tickets,
        count(*) filter (where t.request_type = 'repair')                  as repairs,
        count(*) filter (where t.request_type = 'repair' and t.serial_no in (select serial_no from as_of.installed_units)) as repairs_in_base
    from mart_tickets t
    join mart_months m on t.received_at_utc >= m.start_utc and t.received_at_utc < m.end_utc
    group by m.month
),
base as (
    select month, sum(unit_months) as unit_months from mart_unit_months group by month
)
select
    m.month,
    coalesce(t.tickets, 0)         as tickets,
    coalesce(t.repairs, 0)         as repairs,
    coalesce(t.repairs_in_base, 0) as repairs_in_base,
    coalesce(b.unit_months, 0)     as unit_months
from mart_months m
left join tickets t on t.month = m.month
left join base b on b.month = m.month
order by m.month;

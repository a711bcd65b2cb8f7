-- metric:  complaints_per_thousand_tickets
-- grain:   one row per month and group with a ticket or a complaint
-- params:  none
-- columns: month       of receipt, of complaints and tickets alike
--          group_name  the session's dimension
--          events      complaints received in the month, with or without a ticket
--          exposure    tickets received in the month
with complaints as (
    select complaint_month as month, group_name, count(*) as events
    from mart_complaints
    where complaint_month is not null and group_name is not null
    group by complaint_month, group_name
),
tickets as (
    select month, group_name, sum(tickets)::bigint as exposure
    from month_counts
    group by month, group_name
)
select
    coalesce(t.month, c.month)           as month,
    coalesce(t.group_name, c.group_name) as group_name,
    coalesce(c.events, 0)                as events,
    coalesce(t.exposure, 0)              as exposure
from tickets t
full join complaints c on t.month = c.month and t.group_name = c.group_name
order by month, group_name;

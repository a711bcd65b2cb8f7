-- view:    mart_month_tickets
-- grain:   one row per ticket received in one of the months asked for
-- columns: everything of mart_tickets, and
--          month  first day of the local month of receipt
create or replace temp view mart_month_tickets as
select t.*, mart_month(t.received_at_utc) as month
from mart_tickets t
where t.received_at_utc >= getvariable('months_from_utc')::timestamp and t.received_at_utc < getvariable('months_to_utc')::timestamp
    and (getvariable('months_are_whole') or mart_month(t.received_at_utc) is not null);

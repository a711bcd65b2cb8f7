-- result:  repairs repeated within 30 and 90 days, counted another way than by the engine's script: ASOF joins of whole keys
-- grain:   one row
-- params:  none
-- columns: repeated_30d
--          repeated_90d
-- note:    no hashes, no cells. The first receipt strictly after the repair by one ASOF join; a receipt at the very instant by another join,
--          where a ticket must not find itself.
with receipts as (
    select serial_no, fault_code, received_at_utc, ticket_id from mart_tickets where serial_no is not null and fault_code is not null
),
repairs as (
    select t.ticket_id, t.serial_no, t.fault_code, t.repaired_at_utc
    from mart_tickets t
    join mart_months m on t.repaired_at_utc >= m.start_utc and t.repaired_at_utc < m.end_utc
    where t.is_completed_repair and t.serial_no is not null and t.fault_code is not null
),
later as (
    select x.ticket_id, x.repaired_at_utc, y.received_at_utc as back_at_utc
    from repairs x
    asof left join receipts y on x.serial_no = y.serial_no and x.fault_code = y.fault_code and x.repaired_at_utc < y.received_at_utc
),
instant as (
    select distinct x.ticket_id
    from repairs x
    join receipts y on x.serial_no = y.serial_no and x.fault_code = y.fault_code and x.repaired_at_utc = y.received_at_utc
    where x.ticket_id <> y.ticket_id
)
select
    count(*) filter (i.ticket_id is not null or l.back_at_utc <= l.repaired_at_utc + interval 30 day) as repeated_30d,
    count(*) filter (i.ticket_id is not null or l.back_at_utc <= l.repaired_at_utc + interval 90 day) as repeated_90d
from later l
left join instant i on l.ticket_id = i.ticket_id;

-- table:   repeat_chain_tickets, temporary
-- grain:   one row per ticket of a chain that has a repeat received in the month
-- params:  $month_start_utc, $month_end_utc   (start <= received < end)
--          $window_days                       W: how many days after a repair a receipt of the same fault is a repeat
-- columns: chain_id     1, 2, 3 …
--          ticket_id, serial_no, customer, product_model, received_at_utc, repaired_at_utc, parts_cost, labour_cost, travel_cost, freight_cost
--                       as stored
--          fault_key    the fault code, or the failed part when the policy says so
--          is_repeat    received within W days after the repair of another ticket of the same unit and fault
--          is_in_month  received in the month
-- note:    a chain is a run of tickets of one unit and fault, in order of receipt, in which each but the first is a repeat; it ends with the
--          month. The latest repair before a receipt decides, so ASOF finds it; a repair at the very instant of the receipt is looked for apart,
--          because there a ticket must not find itself.
create or replace temp table repeat_chain_tickets as
with keys as (
    select distinct unit_key, fault_key
    from mart_tickets
    where received_at_utc >= $month_start_utc and received_at_utc < $month_end_utc
        and unit_key is not null and fault_key is not null
),
tickets as (
    select t.*
    from mart_tickets t
    semi join keys k on t.unit_key = k.unit_key and t.fault_key = k.fault_key
    where t.received_at_utc < $month_end_utc
),
repairs as (
    select ticket_id, unit_key, fault_key, repaired_at_utc from tickets where is_completed_repair
),
at_the_instant as (
    select distinct y.ticket_id
    from tickets y
    join repairs x on y.unit_key = x.unit_key and y.fault_key = x.fault_key and y.received_at_utc = x.repaired_at_utc
    where y.ticket_id <> x.ticket_id
),
marked as (
    select
        y.*,
        coalesce(y.received_at_utc <= x.repaired_at_utc + to_days($window_days), false) or i.ticket_id is not null as is_repeat,
        y.received_at_utc >= $month_start_utc                                                                     as is_in_month
    from tickets y
    asof left join repairs x
        on y.unit_key = x.unit_key and y.fault_key = x.fault_key and y.received_at_utc > x.repaired_at_utc
    left join at_the_instant i on y.ticket_id = i.ticket_id
),
runs as (
    select
        *,
        sum((not is_repeat)::integer) over (
            partition by unit_key, fault_key order by received_at_utc, ticket_id rows unbounded preceding) as run_number
    from marked
),
touched as (
    select *, bool_or(is_repeat and is_in_month) over (partition by unit_key, fault_key, run_number) as is_touched
    from runs
)
select
    dense_rank() over (order by unit_key, fault_key, run_number) as chain_id,
    ticket_id, serial_no, customer, product_model, fault_key, received_at_utc, repaired_at_utc,
    parts_cost, labour_cost, travel_cost, freight_cost, is_repeat, is_in_month
from touched
where is_touched;

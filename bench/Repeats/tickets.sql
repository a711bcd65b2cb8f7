-- what:    generated tickets for the bench: 36 months from 2023-11-01, in the order of receipt as monthly imports leave them
-- params:  $ticket_count
-- note:    every value follows from the ticket's number by a hash: the same tickets on every machine. A unit has three tickets on average, its faults are
--          skewed (a tenth of 120 codes makes half); one ticket in 200 is of twenty units that come in all the time with the same fault, so that
--          each of them has thousands of tickets. A tenth of the milestones is missing, 3 % of the tickets have no code.
insert into service.tickets by name
with numbered as (
    select range as i, timestamp '2023-10-31 16:00' + to_microseconds((range * (94694400000000.0 / $ticket_count))::bigint) as received_at_utc from range($ticket_count)
),
drawn as (
    select
        *,
        hash(i, 21) % 200 = 0                                                    as is_heavy,
        case when hash(i, 22) % 2 = 0 then hash(i, 23) % 12 else hash(i, 23) % 120 end as fault,
        hash(i, 24) % greatest(1, $ticket_count // 3)                           as unit,
        case when hash(i, 11) % 10 > 0 then received_at_utc + to_seconds((hash(i, 12) % 1209600)::bigint) end as repaired_at_utc
    from numbered
)
select
    'T' || i                                                               as ticket_id,
    'Customer ' || (unit % 4000)                                           as customer,
    'Office ' || (unit % 40)                                               as office,
    'Region ' || (unit % 7)                                                as region,
    'Model ' || (unit % 60)                                                as product_model,
    'Technician ' || (hash(i, 25) % 600)                                   as technician,
    case when is_heavy then 'HEAVY' || (unit % 20) else 'SN' || unit end   as serial_no,
    case when hash(i, 26) % 10 < 8 then 'repair' else 'consultation' end   as request_type,
    ['free', 'contract', 'paid'][1 + (hash(i, 27) % 3)::integer]           as service_type,
    ['general', 'major', 'emergency'][1 + (hash(i, 28) % 3)::integer]      as severity,
    case when hash(i, 29) % 100 >= 3 then 'E' || (case when is_heavy then 1 else fault end) end as fault_code,
    '运行中异常，编号' || (hash(i, 30) % 5000) || '，需要现场处理'          as fault_text,
    'Part ' || (fault % 80)                                                as failed_part,
    ['on_site', 'phone', 'part_sent'][1 + (hash(i, 31) % 3)::integer]      as resolution_mode,
    received_at_utc,
    case when hash(i, 1) % 10 > 0 then received_at_utc + to_seconds((hash(i, 2) % 14400)::bigint) end   as answered_at_utc,
    case when hash(i, 3) % 10 > 0 then received_at_utc + to_seconds((hash(i, 4) % 259200)::bigint) end  as replied_at_utc,
    case when hash(i, 9) % 10 > 0 then received_at_utc + to_seconds((hash(i, 10) % 345600)::bigint) end as arrived_at_utc,
    repaired_at_utc,
    repaired_at_utc + to_seconds((hash(i, 14) % 86400)::bigint)            as confirmed_at_utc,
    repaired_at_utc + to_seconds((hash(i, 16) % 432000)::bigint)           as report_submitted_at_utc,
    repaired_at_utc + to_seconds((hash(i, 18) % 864000)::bigint)           as closed_at_utc,
    1 + (hash(i, 32) % 4 = 0)::integer                                     as visit_count,
    (hash(i, 33) % 100000)::decimal(18, 2) / 100                           as parts_cost,
    (hash(i, 34) % 30000)::decimal(18, 2) / 100                            as labour_cost,
    timestamp '2026-10-31 16:00'                                           as export_at_utc,
    1 as batch_id, i + 2 as row_number, hash(i) as content_hash
from drawn
order by i;

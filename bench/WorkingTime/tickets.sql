-- what:    generated tickets for the bench: 36 months from 2023-11-01, in the order of receipt as monthly imports leave them
-- params:  $ticket_count
-- note:    every instant follows from the ticket's number by a hash: the same tickets on every machine. A tenth of each milestone is missing.
insert into service.tickets by name
with numbered as (
    select range as i, timestamp '2023-10-31 16:00' + to_microseconds((range * (94694400000000.0 / $ticket_count))::bigint) as received_at_utc from range($ticket_count)
),
walked as (
    select
        *,
        case when hash(i, 1) % 10 > 0 then received_at_utc + to_seconds((hash(i, 2) % 14400)::bigint) end   as answered_at_utc,
        case when hash(i, 3) % 10 > 0 then received_at_utc + to_seconds((hash(i, 4) % 259200)::bigint) end  as replied_at_utc,
        case when hash(i, 5) % 10 > 0 then received_at_utc + to_seconds((hash(i, 6) % 86400)::bigint) end   as planned_at_utc,
        case when hash(i, 7) % 10 > 0 then received_at_utc + to_seconds((hash(i, 8) % 172800)::bigint) end  as dispatched_at_utc,
        case when hash(i, 9) % 10 > 0 then received_at_utc + to_seconds((hash(i, 10) % 345600)::bigint) end as arrived_at_utc,
        case when hash(i, 11) % 10 > 0 then received_at_utc + to_seconds((hash(i, 12) % 1209600)::bigint) end as repaired_at_utc,
        case when hash(i, 13) % 10 > 0 then received_at_utc + to_seconds((hash(i, 14) % 1296000)::bigint) end as confirmed_at_utc,
        case when hash(i, 15) % 10 > 0 then received_at_utc + to_seconds((hash(i, 16) % 1728000)::bigint) end as report_submitted_at_utc,
        case when hash(i, 17) % 10 > 0 then received_at_utc + to_seconds((hash(i, 18) % 2592000)::bigint) end as closed_at_utc
    from numbered
)
select
    'T' || i as ticket_id, * exclude (i),
    timestamp '2026-10-31 16:00' as export_at_utc, 1 as batch_id, i + 2 as row_number, hash(i) as content_hash
from walked
order by i;

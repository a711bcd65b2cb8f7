-- table:   return_hits, temporary
-- grain:   one row per completed repair of the asked months after which the unit came back for repair within the session's reach
-- params:  none; reads mart_months and the session's state of knowledge
-- columns: ticket_id           the repair
--          any_fault_at_utc    first receipt of another repair ticket of the unit, whatever its fault, at or after the repair
-- note:    as Sql/prepare/repeat_hits.sql, which says why; but a unit has many more tickets than one of its faults. So time is cut into spans as
--          long as the reach, receipts are looked for in the span of the repair and in the one after it, and cells of unit and span take the
--          place of keys.
create or replace temp table return_hits as
with reach as (
    select
        min(start_utc)                                                        as start_utc,
        max(end_utc) + to_days(getvariable('repeat_reach_days'))              as end_utc,
        getvariable('repeat_reach_days') * 86400                              as reach_seconds
    from mart_months
),
receipts as materialized (
    select
        hash(unit_key, (epoch_us(received_at_utc) // 1000000) // r.reach_seconds) as key_hash,
        hash(ticket_id)                                                           as ticket_hash,
        received_at_utc                                                           as at_utc
    from mart_tickets, reach r
    where request_type = 'repair' and unit_key is not null and received_at_utc >= r.start_utc and received_at_utc <= r.end_utc
),
crowded as materialized (
    select key_hash % 1048576 as cell from receipts group by 1 having count(*) > 64
),
repairs as (
    select
        t.ticket_id,
        hash(t.ticket_id)                                           as ticket_hash,
        t.unit_key,
        (epoch_us(t.repaired_at_utc) // 1000000) // r.reach_seconds as span,
        t.repaired_at_utc                                           as at_utc
    from mart_tickets t
    join mart_months m on t.repaired_at_utc >= m.start_utc and t.repaired_at_utc < m.end_utc
    cross join reach r
    where t.is_completed_repair and t.unit_key is not null
),
looks as (
    select ticket_id, ticket_hash, hash(unit_key, span) as key_hash, at_utc from repairs
    union all
    select ticket_id, ticket_hash, hash(unit_key, span + 1), at_utc from repairs
),
searches as materialized (
    select l.*, c.cell is not null as is_crowded
    from looks l
    left join crowded c on l.key_hash % 1048576 = c.cell
),
met as (
    select any_value(x.ticket_id) as ticket_id, min(y.at_utc) as back_at_utc
    from searches x
    join receipts y
        on x.key_hash = y.key_hash
        and y.at_utc >= x.at_utc
        and y.at_utc <= x.at_utc + to_days(getvariable('repeat_reach_days'))
        and y.ticket_hash <> x.ticket_hash
    where not x.is_crowded
    group by x.ticket_hash
),
line as (
    select null::varchar as ticket_id, y.key_hash, y.at_utc, true as is_receipt
    from receipts y
    semi join crowded c on y.key_hash % 1048576 = c.cell
    union all
    select ticket_id, key_hash, at_utc, false from searches where is_crowded
),
searched as (
    select
        ticket_id, is_receipt, at_utc,
        min(case when is_receipt then at_utc end) over (
            partition by key_hash order by at_utc, not is_receipt rows between 1 following and unbounded following) as back_at_utc
    from line
),
at_the_instant as (
    select any_value(x.ticket_id) as ticket_id, min(x.at_utc) as back_at_utc
    from searches x
    join receipts y on x.key_hash = y.key_hash and x.at_utc = y.at_utc
    where x.is_crowded and x.ticket_hash <> y.ticket_hash
    group by x.ticket_hash
),
found as (
    select ticket_id, back_at_utc from met
    union all
    select ticket_id, back_at_utc
    from searched
    where not is_receipt and back_at_utc <= at_utc + to_days(getvariable('repeat_reach_days'))
    union all
    select ticket_id, back_at_utc from at_the_instant
)
select ticket_id, min(back_at_utc) as any_fault_at_utc from found group by ticket_id;

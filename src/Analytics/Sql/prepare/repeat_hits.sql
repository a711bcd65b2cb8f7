-- table:   repeat_hits, temporary
-- grain:   one row per completed repair of the asked months after which the same fault of the unit was received within the session's reach
-- params:  none; reads mart_months and the session's state of knowledge
-- columns: ticket_id           the repair
--          same_fault_at_utc   first receipt of another ticket of the same unit and fault (any request type), at or after the repair
-- note:    LEAD over the receipts would be wrong: a report that came in before this repair was finished would end the search. Each repair meets
--          the receipts of its own unit and fault by a hash join, and the earliest one that is late enough counts. A unit with thousands of
--          tickets of one fault would make that quadratic, so keys in crowded cells (a coarse count by hash, so that counting costs next to
--          nothing) go another way: receipts and repairs in one line by time, receipts first at the same instant, the earliest receipt further
--          down the line is the next one; receipts at the very instant of the repair are looked for apart, because there a ticket must not
--          find itself. Both ways give the same; which one a key takes is a matter of speed alone.
--          Units and faults are compared by a 64-bit hash: among ten million different ones, the chance that any two share one is 3 in a million.
--          The reach is the longest window that a metric or the policy asks for (session variable repeat_reach_days).
create or replace temp table repeat_hits as
with span as (
    select min(start_utc) as start_utc, max(end_utc) + to_days(getvariable('repeat_reach_days')) as end_utc from mart_months
),
receipts as materialized (
    select hash(unit_key, fault_key) as key_hash, hash(ticket_id) as ticket_hash, received_at_utc as at_utc
    from mart_tickets, span
    where unit_key is not null and fault_key is not null and received_at_utc >= span.start_utc and received_at_utc <= span.end_utc
),
crowded as materialized (
    select key_hash % 1048576 as cell from receipts group by 1 having count(*) > 64
),
repairs as materialized (
    select
        t.ticket_id,
        hash(t.ticket_id)             as ticket_hash,
        hash(t.unit_key, t.fault_key) as key_hash,
        t.repaired_at_utc             as at_utc,
        c.cell is not null            as is_crowded
    from mart_tickets t
    join mart_months m on t.repaired_at_utc >= m.start_utc and t.repaired_at_utc < m.end_utc
    left join crowded c on hash(t.unit_key, t.fault_key) % 1048576 = c.cell
    where t.is_completed_repair and t.unit_key is not null and t.fault_key is not null
),
met as (
    select any_value(x.ticket_id) as ticket_id, min(y.at_utc) as back_at_utc
    from repairs x
    join receipts y
        on x.key_hash = y.key_hash
        and y.at_utc >= x.at_utc
        and y.at_utc <= x.at_utc + to_days(getvariable('repeat_reach_days'))
        and y.ticket_hash <> x.ticket_hash
    where not x.is_crowded
    group by x.ticket_hash
),
line as (
    select null::varchar as ticket_id, null::ubigint as ticket_hash, y.key_hash, y.at_utc, true as is_receipt
    from receipts y
    semi join crowded c on y.key_hash % 1048576 = c.cell
    union all
    select ticket_id, ticket_hash, key_hash, at_utc, false from repairs where is_crowded
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
    from repairs x
    join receipts y on x.key_hash = y.key_hash and x.at_utc = y.at_utc
    where x.is_crowded and x.ticket_hash <> y.ticket_hash
    group by x.ticket_hash
),
found as (
    select ticket_id, back_at_utc from met
    union all
    select s.ticket_id, coalesce(i.back_at_utc, s.back_at_utc)
    from searched s
    left join at_the_instant i on s.ticket_id = i.ticket_id
    where not s.is_receipt
        and (i.ticket_id is not null or s.back_at_utc <= s.at_utc + to_days(getvariable('repeat_reach_days')))
)
select ticket_id, back_at_utc as same_fault_at_utc from found;

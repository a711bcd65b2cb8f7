-- macros:  next_receipts(line), next_in_crowd(line)
-- note:    For each repair of a line of tickets, the first receipts of other tickets of its unit at or after the repair, no later than the session's reach
--          (repeat_reach_days): ticket_no, same_fault_at_utc (of the same fault, whatever the request type; null = none), any_fault_at_utc (of a
--          repair, whatever its fault; null = none). No row when there is neither.
--          The line is the name of a table or view, one row per ticket: unit_hash, fault_hash (null = unknown, the same as none), is_repair,
--          received_at_utc, repaired_at_utc (null = only a receipt; else is_repair, if the second answer is wanted), ticket_no. It is read once.
--          LEAD would be wrong: a report that came in before this repair was finished would end the search. Each repair meets the receipts of its unit
--          by a hash join, one for both answers, and the earliest that is late enough counts. A unit with thousands of tickets would make that quadratic,
--          so crowded units (those of which three stand in a sample of an eighth) go another way, once for each answer (next_in_crowd, by key_hash):
--          one ASOF join finds the first receipt after the repair, and one at the very instant is told by the tickets of that instant, of which one must
--          be another. Both ways give the same; which one a unit takes is a matter of speed alone.
create or replace temp macro next_in_crowd(line) as table (
    with instants as (
        select key_hash, received_at_utc, min(ticket_no) as first_no, max(ticket_no) as last_no from query_table(line) group by key_hash, received_at_utc
    ),
    later as (
        select x.ticket_no, x.key_hash, x.repaired_at_utc, y.received_at_utc
        from (select ticket_no, key_hash, repaired_at_utc from query_table(line) where repaired_at_utc is not null) x
        asof left join (select key_hash, received_at_utc from query_table(line)) y on x.key_hash = y.key_hash and x.repaired_at_utc < y.received_at_utc
    ),
    searched as (
        select
            l.ticket_no, l.repaired_at_utc,
            case when i.first_no <> l.ticket_no or i.last_no <> l.ticket_no then l.repaired_at_utc else l.received_at_utc end as back_at_utc
        from later l
        left join instants i on l.key_hash = i.key_hash and l.repaired_at_utc = i.received_at_utc
    )
    select ticket_no, back_at_utc from searched where back_at_utc <= repaired_at_utc + to_days(getvariable('repeat_reach_days')::integer)
);

create or replace temp macro next_receipts(line) as table (
    with told as materialized (
        select unit_hash, fault_hash, is_repair, received_at_utc, repaired_at_utc, ticket_no from query_table(line)
    ),
    crowded as materialized (
        select unit_hash from told where hash(ticket_no) % 8 = 0 group by unit_hash having count(*) >= 3
    ),
    met as (
        select
            x.ticket_no,
            min(case when y.fault_hash = x.fault_hash then y.received_at_utc end) as same_fault_at_utc,
            min(case when y.is_repair then y.received_at_utc end)                 as any_fault_at_utc
        from (select ticket_no, unit_hash, fault_hash, repaired_at_utc from told where repaired_at_utc is not null and unit_hash not in (from crowded)) x
        join told y
            on x.unit_hash = y.unit_hash
            and y.received_at_utc >= x.repaired_at_utc
            and y.received_at_utc <= x.repaired_at_utc + to_days(getvariable('repeat_reach_days')::integer)
            and y.ticket_no <> x.ticket_no
        where y.is_repair or y.fault_hash = x.fault_hash
        group by x.ticket_no
    ),
    crowd as materialized (
        select unit_hash, fault_hash, is_repair, received_at_utc, repaired_at_utc, ticket_no from told where unit_hash in (from crowded)
    ),
    crowd_by_fault as (
        select hash(unit_hash, fault_hash) as key_hash, received_at_utc, repaired_at_utc, ticket_no from crowd where fault_hash is not null
    ),
    crowd_by_unit as (
        select unit_hash as key_hash, received_at_utc, repaired_at_utc, ticket_no from crowd where is_repair
    )
    select ticket_no, same_fault_at_utc, any_fault_at_utc from met
    union all
    select ticket_no, s.back_at_utc, a.back_at_utc
    from next_in_crowd('crowd_by_fault') s
    full join next_in_crowd('crowd_by_unit') a using (ticket_no)
);

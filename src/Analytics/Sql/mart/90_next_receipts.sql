-- macros:  next_receipts(line)
-- note:    For each repair of a line of tickets, the first receipt of another ticket of the same key at or after the repair, no later than the session's
--          reach (repeat_reach_days): ticket_no, back_at_utc. No row when there is none.
--          The line is the name of a table, one row per ticket: key_hash, received_at_utc, repaired_at_utc (null = only a receipt), ticket_no.
--          LEAD would be wrong: a report that came in before this repair was finished would end the search. Each repair meets the receipts of its key
--          by a hash join, and the earliest that is late enough counts. A key with thousands of tickets would make that quadratic, so crowded keys
--          (those of which three stand in a sample of an eighth) go another way: one ASOF join finds the first receipt after the repair, and one at
--          the very instant is told by the tickets of that instant, of which one must be another. Both ways give the same; which one a key takes
--          is a matter of speed alone.
create or replace temp macro next_receipts(line) as table (
    with crowded as materialized (
        select key_hash from query_table(line) where hash(ticket_no) % 8 = 0 group by key_hash having count(*) >= 3
    ),
    met as (
        select x.ticket_no, min(y.received_at_utc) as back_at_utc
        from (select ticket_no, key_hash, repaired_at_utc from query_table(line) where repaired_at_utc is not null and key_hash not in (from crowded)) x
        join query_table(line) y
            on x.key_hash = y.key_hash
            and y.received_at_utc >= x.repaired_at_utc
            and y.received_at_utc <= x.repaired_at_utc + to_days(getvariable('repeat_reach_days')::integer)
            and y.ticket_no <> x.ticket_no
        group by x.ticket_no
    ),
    crowd as materialized (
        select key_hash, received_at_utc, repaired_at_utc, ticket_no from query_table(line) where key_hash in (from crowded)
    ),
    instants as (
        select key_hash, received_at_utc, min(ticket_no) as first_no, max(ticket_no) as last_no from crowd group by key_hash, received_at_utc
    ),
    later as (
        select x.ticket_no, x.key_hash, x.repaired_at_utc, y.received_at_utc
        from (select ticket_no, key_hash, repaired_at_utc from crowd where repaired_at_utc is not null) x
        asof left join (select key_hash, received_at_utc from crowd) y on x.key_hash = y.key_hash and x.repaired_at_utc < y.received_at_utc
    ),
    searched as (
        select
            l.ticket_no, l.repaired_at_utc,
            case when i.first_no <> l.ticket_no or i.last_no <> l.ticket_no then l.repaired_at_utc else l.received_at_utc end as back_at_utc
        from later l
        left join instants i on l.key_hash = i.key_hash and l.repaired_at_utc = i.received_at_utc
    )
    select ticket_no, back_at_utc from met
    union all
    select ticket_no, back_at_utc from searched where back_at_utc <= repaired_at_utc + to_days(getvariable('repeat_reach_days')::integer)
);

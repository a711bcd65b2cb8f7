-- table:   repeat_hits, temporary
-- grain:   one row per completed repair of the asked months whose unit came back within two years of the repair
-- params:  none; reads mart_months and the session's state of knowledge
-- columns: ticket_id           the repair
--          same_fault_at_utc   first receipt of another ticket of the same unit and fault code (any request type), at or after the repair; null = none
--          any_fault_at_utc    first receipt of another repair ticket of the unit, whatever its fault, at or after the repair; null = none
-- note:    LEAD over the receipts would be wrong: a report that came in before this repair was finished would end the search.
--          Receipts and repairs are put in one line by time, receipts first at the same instant; the earliest receipt further down the line
--          is the next one. So a ticket can't find itself (a repair isn't before its own receipt); receipts at the very instant of the repair
--          are looked for apart. A unit with thousands of tickets costs their sorting, not their square; an ASOF join would be as exact, but
--          the engine takes nested loops for it when the repairs are few.
--          Units and faults are compared by a 64-bit hash: among ten million different ones, the chance that any two share one is 3 in a million.
create or replace temp table repeat_hits as
with span as (
    select min(start_utc) as start_utc, max(end_utc) + interval 731 day as end_utc from mart_months
),
receipts as (
    select
        hash(ticket_id)                                                 as ticket_hash,
        hash(unit_key)                                                  as unit_hash,
        case when fault_code is not null then hash(unit_key, fault_code) end as fault_hash,
        request_type = 'repair'                                         as is_repair,
        received_at_utc
    from mart_tickets, span
    where unit_key is not null and received_at_utc >= span.start_utc and received_at_utc <= span.end_utc
),
repairs as (
    select
        t.ticket_id,
        hash(t.ticket_id)                                               as ticket_hash,
        hash(t.unit_key)                                                as unit_hash,
        case when t.fault_code is not null then hash(t.unit_key, t.fault_code) end as fault_hash,
        t.repaired_at_utc
    from mart_tickets t
    join mart_months m on t.repaired_at_utc >= m.start_utc and t.repaired_at_utc < m.end_utc
    where t.is_completed_repair and t.unit_key is not null
),
at_the_instant as (
    select
        x.ticket_hash,
        bool_or(x.fault_hash = y.fault_hash) as is_same_fault,
        bool_or(y.is_repair)                 as is_any_fault
    from repairs x
    join receipts y on x.unit_hash = y.unit_hash and x.repaired_at_utc = y.received_at_utc
    where x.ticket_hash <> y.ticket_hash
    group by x.ticket_hash
),
events as (
    select null::varchar as ticket_id, null::ubigint as ticket_hash, unit_hash, fault_hash, received_at_utc as at_utc, true as is_receipt, is_repair
    from receipts
    union all
    select ticket_id, ticket_hash, unit_hash, fault_hash, repaired_at_utc, false, false
    from repairs
),
searched as (
    select
        ticket_id, ticket_hash, is_receipt,
        at_utc as repaired_at_utc,
        case when fault_hash is not null then
            min(case when is_receipt then at_utc end) over (
                partition by fault_hash order by at_utc, not is_receipt rows between 1 following and unbounded following)
        end as same_fault_at_utc,
        min(case when is_receipt and is_repair then at_utc end) over (
            partition by unit_hash order by at_utc, not is_receipt rows between 1 following and unbounded following) as any_fault_at_utc
    from events
),
later as (
    select ticket_id, ticket_hash, repaired_at_utc, same_fault_at_utc, any_fault_at_utc
    from searched
    where not is_receipt
),
final as (
    select
        l.ticket_id,
        case
            when i.is_same_fault then l.repaired_at_utc
            when l.same_fault_at_utc <= l.repaired_at_utc + interval 731 day then l.same_fault_at_utc
        end as same_fault_at_utc,
        case
            when i.is_any_fault then l.repaired_at_utc
            when l.any_fault_at_utc <= l.repaired_at_utc + interval 731 day then l.any_fault_at_utc
        end as any_fault_at_utc
    from later l
    left join at_the_instant i on l.ticket_hash = i.ticket_hash
)
select * from final where same_fault_at_utc is not null or any_fault_at_utc is not null;

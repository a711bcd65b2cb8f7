-- table:   repeat_hits, temporary
-- grain:   one row per completed repair of the asked months after which the same fault of the unit was received within the session's reach
-- params:  none; reads the asked months and the session's state of knowledge
-- columns: ticket_no           the repair
--          same_fault_at_utc   first receipt of another ticket of the unit and fault (any request type), at or after the repair
-- note:    For those who ask for nothing else: unit and fault together are a key that few tickets share, and the search is shorter than the metrics' own, which
--          finds this and any other return of the unit at once.
--          Units and faults are compared by 64-bit hashes: among ten million different ones, the chance that any two share one is 3 in a million.
--          The reach is the longest window that a metric or the policy asks for (session variable repeat_reach_days).
create or replace temp view repeat_line as
select
    hash(unit_hash, fault_key) as unit_hash,
    0                          as fault_hash,
    false                      as is_repair,
    received_at_utc,
    case when is_completed_repair and repaired_at_utc >= getvariable('months_from_utc')::timestamp and repaired_at_utc < getvariable('months_to_utc')::timestamp
         then repaired_at_utc end as repaired_at_utc,
    ticket_no
from mart_tickets
where has_unit and fault_key is not null
    and (received_at_utc >= getvariable('months_from_utc')::timestamp or repaired_at_utc >= getvariable('months_from_utc')::timestamp)
    and received_at_utc <= getvariable('months_to_utc')::timestamp + to_days(getvariable('repeat_reach_days')::integer);

create or replace temp table repeat_hits as
select ticket_no, same_fault_at_utc from next_receipts('repeat_line');

drop view repeat_line;

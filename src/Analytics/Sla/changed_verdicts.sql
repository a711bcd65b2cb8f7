-- result:  cases that two policies judge differently
-- grain:   one row per clause, verdict before and verdict after
-- params:  none (reads sla_cases_before, the month judged by the policy in force, and sla_cases, judged by the other)
-- columns: clause_id
--          verdict_before  null when the ticket has no case of the clause under the policy in force
--          verdict_after   null when it has none under the other
--          case_count
--          examples        the first five tickets by number, blanks between
with both_sides as (
    select
        coalesce(a.clause_id, b.clause_id) as clause_id,
        coalesce(a.ticket_id, b.ticket_id) as ticket_id,
        a.verdict::varchar                 as verdict_before,
        b.verdict::varchar                 as verdict_after
    from sla_cases_before as a
    full join sla_cases as b on b.clause_id = a.clause_id and b.ticket_id = a.ticket_id
)
select
    clause_id,
    verdict_before,
    verdict_after,
    count(*)                                                                  as case_count,
    array_to_string(list_slice(list(ticket_id order by ticket_id), 1, 5), ' ') as examples
from both_sides
where verdict_before is distinct from verdict_after
group by all
order by clause_id, verdict_before nulls last, verdict_after nulls last;

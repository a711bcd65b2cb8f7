-- result:  breaches of clauses on tickets that are still waiting for what was promised
-- grain:   one row per ticket and clause, longest overdue first
-- params:  $to_utc    only cases whose clock started before this instant: the reported month's end
-- columns: clause_id        as in the policy
--          ticket_id        as stored
--          customer         of the ticket; null when it has none
--          is_key_customer  customer grade A
--          deadline_utc     when it was due; null when the clause has no deadline
-- note:    reads sla_cases: the clauses must have been judged (SlaJudge) in the session
select c.clause_id, c.ticket_id, t.customer, c.is_key_customer, c.deadline_utc
from sla_cases c
join mart_tickets t on t.ticket_id = c.ticket_id
where c.verdict = 'breached' and c.stop_utc is null and c.is_ticket_open and c.start_utc < $to_utc
order by c.deadline_utc nulls last, c.ticket_id, c.clause_id;

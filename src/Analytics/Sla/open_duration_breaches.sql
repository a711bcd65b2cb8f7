-- what:    adds the breached cases of the clause in hand on tickets that aren't closed to sla_open_breaches
-- params:  session variables of sla_duration_cases
insert into sla_open_breaches
select clause_id, ticket_id, start_utc, stop_utc, deadline_utc, elapsed_minutes, limit_minutes, margin_minutes, is_key_customer
from sla_duration_cases
where is_ticket_open and verdict = 'breached';

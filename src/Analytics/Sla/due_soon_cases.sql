-- what:    adds the open cases of the clause in hand that are due before sla_due_before_utc to sla_due_soon
-- params:  session variables of sla_duration_cases; sla_due_before_utc
insert into sla_due_soon
select clause_id, ticket_id, start_utc, deadline_utc, margin_minutes, is_key_customer
from sla_duration_cases
where verdict = 'pending' and deadline_utc <= getvariable('sla_due_before_utc')::timestamp;

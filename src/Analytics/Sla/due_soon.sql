-- result:  open cases that will breach soon, most urgent first
-- grain:   one row per ticket and clause
-- params:  none (reads sla_due_soon)
-- columns: clause_id
--          ticket_id
--          customer         as stored; null when the ticket has none
--          office           as stored; null when the ticket has none
--          technician       as stored; null when the ticket has none
--          is_key_customer  customer grade a
--          start_utc
--          deadline_utc     without grace
--          margin_minutes   what is left on the clause's clock, grace included
select d.clause_id, d.ticket_id, t.customer, t.office, t.technician, d.is_key_customer, d.start_utc, d.deadline_utc, d.margin_minutes
from sla_due_soon as d
join mart_tickets as t using (ticket_id)
order by d.deadline_utc, d.is_key_customer desc, d.ticket_id, d.clause_id;

-- result:  breached cases of tickets that aren't closed
-- grain:   one row per ticket and clause
-- params:  none (reads sla_open_breaches)
-- columns: clause_id
--          ticket_id
--          customer         as stored; null when the ticket has none
--          office           as stored; null when the ticket has none
--          is_key_customer  customer grade a
--          start_utc
--          stop_utc
--          deadline_utc
--          elapsed_minutes
--          limit_minutes
--          overrun_minutes  beyond limit and grace; null when the clause has no limit
select
    b.clause_id, b.ticket_id, t.customer, t.office, b.is_key_customer, b.start_utc, b.stop_utc, b.deadline_utc,
    b.elapsed_minutes, b.limit_minutes, -b.margin_minutes as overrun_minutes
from sla_open_breaches as b
join mart_tickets as t using (ticket_id)
order by t.customer, b.ticket_id, b.start_utc, b.clause_id;

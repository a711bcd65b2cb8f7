-- result:  the case of the clause in hand on one ticket
-- grain:   one row, or none when the ticket has no case
-- params:  $ticket_id  the ticket; session variables of sla_fact_cases
-- columns: verdict
--          reason           of unmeasurable; else null
--          start_utc
--          stop_utc
--          deadline_utc     without grace
--          elapsed_minutes  on the clause's clock
--          limit_minutes
--          margin_minutes   limit and grace less elapsed
--          paused_minutes   taken off
--          is_extended      the longer limit counts
--          is_past_early_mark
select verdict, reason, start_utc, stop_utc, deadline_utc, elapsed_minutes, limit_minutes, margin_minutes, paused_minutes, is_extended, is_past_early_mark
from sla_fact_cases
where ticket_id = $ticket_id
order by start_utc;

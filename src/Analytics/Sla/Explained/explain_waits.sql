-- result:  when one ticket waited
-- grain:   one row per wait that began by the as-of instant
-- params:  $ticket_id  the ticket
-- columns: from_utc
--          to_utc   null = still waiting at the end of the log
--          reason   customer, parts, supplier, other
select from_utc, to_utc, reason
from as_of.ticket_waits
where ticket_id = $ticket_id and from_utc < getvariable('as_of_utc')
order by from_utc, to_utc, reason;

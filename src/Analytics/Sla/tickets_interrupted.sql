-- view:    sla_tickets
-- grain:   one row per ticket received by the as-of instant
-- note:    for clauses that pause or care about a reopening; reads sla_interruptions, laid for the pass in hand
-- columns: everything of mart_tickets, and
--          reopened_utc    the last reopening by the as-of instant; null where there is none or the clause doesn't care
--          start_again_utc the clause's start after it, where that is another milestone than the receipt; else the reopening itself
--          stop_again_utc  the clause's stop after it; null when there is none
--          pause_from      begins of what is to be taken off, on the clause's clock, in order, not overlapping; null when there is nothing
--          pause_to        their ends
create or replace temp view sla_tickets as
select t.*, i.reopened_utc, i.start_again_utc, i.stop_again_utc, i.pause_from, i.pause_to
from mart_tickets as t
left join sla_interruptions as i on i.ticket_id = t.ticket_id;

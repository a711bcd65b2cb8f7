-- view:    sla_tickets
-- grain:   one row per ticket received by the as-of instant
-- note:    for clauses that neither pause nor care about a reopening: nothing is joined
-- columns: everything of mart_tickets, and as in tickets_interrupted.sql, all null
--          reopened_utc
--          start_again_utc
--          stop_again_utc
--          pause_from
--          pause_to
create or replace temp view sla_tickets as
select *, null::timestamp as reopened_utc, null::timestamp as start_again_utc, null::timestamp as stop_again_utc, null::bigint[] as pause_from, null::bigint[] as pause_to
from mart_tickets;

-- result:  the tickets of the last month of some series
-- grain:   one row per series of found_series and repair ticket of the last month
-- params:  none (issue_hits)
-- columns: series_id  as in found_series
--          ticket_id  newest first within the series
select h.series_id, h.ticket_id
from issue_hits h
join fault_rows r on r.ticket_id = h.ticket_id
where h.months_back = 0
order by h.series_id, r.received_at_utc desc, h.ticket_id;

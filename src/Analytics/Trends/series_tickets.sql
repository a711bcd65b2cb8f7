-- result:  the tickets behind the fault series found
-- grain:   one row per repair ticket of a month whose series is in the temporary table found_series(product_model, fault_code)
-- params:  $start_utc  of the month, in
--          $end_utc    of the month, out
-- columns: product_model  of the series
--          fault_code     of the series
--          ticket_id      newest first within the series
--          batch_no       production batch; null when not given
select s.product_model, s.fault_code, t.ticket_id, t.batch_no
from mart_tickets t
join found_series s
    on s.product_model = coalesce(t.product_model, '(none)') and s.fault_code = coalesce(t.fault_code, '(none)')
where t.request_type = 'repair' and t.received_at_utc >= $start_utc and t.received_at_utc < $end_utc
order by s.product_model, s.fault_code, t.received_at_utc desc, t.ticket_id;

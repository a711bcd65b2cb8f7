-- result:  the tickets of one model and fault in a span of time
-- grain:   one row per ticket, newest first
-- params:  $product_model  as stored
--          $fault_code     as stored
--          $start_utc      in
--          $end_utc        out
-- columns: ticket_id       as stored
select ticket_id
from mart_tickets
where product_model = $product_model and fault_code = $fault_code and received_at_utc >= $start_utc and received_at_utc < $end_utc
order by received_at_utc desc, ticket_id;

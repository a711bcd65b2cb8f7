-- result:  where the records begin
-- grain:   one row
-- params:  none
-- columns: first_received_at_utc  receipt of the oldest ticket; null when there is none
select min(received_at_utc) as first_received_at_utc
from mart_tickets;

-- result:  complaints of customers, for counting several of one
-- grain:   one row per complaint with a customer received in the asked time, oldest first
-- params:  $from_utc  start, in
--          $to_utc    end, out
-- columns: complaint_id     as stored
--          customer         as stored
--          ticket_id        as given; may be null
--          received_at_utc  when
select complaint_id, customer, ticket_id, received_at_utc
from mart_complaints
where customer is not null and received_at_utc >= $from_utc and received_at_utc < $to_utc
order by received_at_utc, complaint_id;

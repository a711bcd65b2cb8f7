-- result:  what the duty in hand asks for soon and isn't done yet
-- grain:   one row per thing owed
-- params:  $due_on  the latest last day in time that is soon
-- columns: subject
--          ticket_id
--          customer
--          office
--          is_key_customer
--          start_on
--          due_on           last day in time; the as-of day or later
-- note:    reads duty_spans. Of several turns of one subject that end on one day one row is enough.
select distinct subject, ticket_id, customer, office, is_key_customer, start_on, due_on
from duty_spans
where done_on is null and reason is null and coalesce(verdict, 'pending') = 'pending'
  and due_on >= getvariable('as_of_on') and due_on <= $due_on
order by due_on, is_key_customer desc, subject, start_on;

-- table:   duty_spans
-- grain:   one row per thing that the duty in hand asks for, whatever month it counts in; of a recurring duty one row per turn
-- columns: subject          a customer, a serial number, a ticket, a complaint, a notice, a month
--          ticket_id
--          customer
--          office
--          is_key_customer
--          axis_on          the day that decides on the month; of a recurring duty null: it is judged at every month
--          start_on         the local day from which it is counted
--          due_on           last day in time
--          done_on          the day it was done
--          verdict          null of a recurring duty
--          reason           of unmeasurable
create or replace temp table duty_spans (
    subject varchar not null, ticket_id varchar, customer varchar, office varchar, is_key_customer boolean not null,
    axis_on date, start_on date, due_on date, done_on date, verdict varchar, reason varchar
);

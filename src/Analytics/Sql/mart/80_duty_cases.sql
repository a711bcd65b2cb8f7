-- table:   duty_cases
-- grain:   one row per duty and thing owed (a customer's visit, a charge, a complaint …) that counts in a month of mart_months; filled by DutyJudge
-- columns: duty_id
--          subject          what it is owed for: a customer, a serial number, a ticket, a complaint, a notice, a month
--          ticket_id        null when it hangs on no ticket
--          customer         as stored; null when there is none
--          office           of the ticket; null when there is none
--          month            that the case counts in
--          verdict          met, breached (also: not done and past its day), pending, unmeasurable
--          reason           of unmeasurable: day_missing, done_before_start, ledger_not_begun, fault_code_missing, acceptance_missing, quantity_missing, signature_missing; else null
--          start_on         the local day from which it is counted; null when it is missing
--          due_on           last day in time; null when there is none
--          done_on          the day it was done; null while it isn't
--          elapsed_days     from start to the day it was done, else to the as-of day or the end of the month in hand; null when either is missing
--          late_days        days after the last day in time, of breached cases, 1 or more; else null
--          is_key_customer  customer grade a
create or replace temp table duty_cases (
    duty_id varchar not null, subject varchar not null, ticket_id varchar, customer varchar, office varchar, month date not null,
    verdict enum ('met', 'breached', 'pending', 'unmeasurable') not null, reason varchar,
    start_on date, due_on date, done_on date, elapsed_days integer, late_days integer, is_key_customer boolean not null
);

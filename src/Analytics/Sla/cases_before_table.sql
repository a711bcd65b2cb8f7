-- table:   sla_cases_before
-- grain:   one row per ticket and clause: the cases as the policy in force judges them, kept while another policy is tried
-- columns: clause_id
--          ticket_id
--          verdict    met, breached, pending, unmeasurable
create or replace temp table sla_cases_before (clause_id varchar not null, ticket_id varchar not null, verdict varchar not null);

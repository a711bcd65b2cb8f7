-- table:   sla_due_soon
-- grain:   one row per open case whose deadline lies before sla_due_before_utc and that isn't breached yet
-- columns: clause_id
--          ticket_id
--          start_utc
--          deadline_utc     without grace
--          margin_minutes   limit and grace less elapsed at the as-of instant, on the clause's clock
--          is_key_customer  customer grade a
create or replace temp table sla_due_soon (
    clause_id varchar not null, ticket_id varchar not null, start_utc timestamp not null, deadline_utc timestamp not null,
    margin_minutes double not null, is_key_customer boolean not null
);

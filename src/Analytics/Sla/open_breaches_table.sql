-- table:   sla_open_breaches
-- grain:   one row per breached case of a ticket that isn't closed, whatever month it counts in
-- columns: clause_id
--          ticket_id
--          start_utc
--          stop_utc         null when what was promised has still not happened
--          deadline_utc     without grace; null when the clause has no limit
--          elapsed_minutes  on the clause's clock; null when the clause has no limit
--          limit_minutes    null when the clause has no limit
--          margin_minutes   negative; null when the clause has no limit
--          is_key_customer  customer grade a
create or replace temp table sla_open_breaches (
    clause_id varchar not null, ticket_id varchar not null, start_utc timestamp, stop_utc timestamp, deadline_utc timestamp,
    elapsed_minutes double, limit_minutes double, margin_minutes double, is_key_customer boolean not null
);

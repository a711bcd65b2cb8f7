-- table:   sla_left_out
-- grain:   one row per clause and month with tickets that a filter of the clause couldn't judge
-- columns: clause_id
--          month          the local month in which the case would count by its start (or receipt)
--          unknown_count  tickets to which the clause wasn't applied because a code that it asks for is unknown or missing
create or replace temp table sla_left_out (clause_id varchar not null, month date not null, unknown_count bigint not null);

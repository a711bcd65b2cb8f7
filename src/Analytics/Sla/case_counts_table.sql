-- table:   sla_case_counts
-- grain:   one row per clause, month and verdict that occurs, of the months in mart_months
-- columns: clause_version   place of the rule among the policy's clauses, from 0
--          month            the local month that the cases count in
--          verdict          as in sla_cases
--          case_count
create or replace temp table sla_case_counts (
    clause_version usmallint not null,
    month          date      not null,
    verdict        enum ('met', 'breached', 'pending', 'unmeasurable', 'cancelled') not null,
    case_count     bigint    not null
);

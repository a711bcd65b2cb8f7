-- table:   sla_verdicts
-- grain:   one row per ticket and clause that applies to it, of the months in mart_months
-- columns: clause_version   place of the rule among the policy's clauses, from 0
--          ticket_no        as in mart_tickets
--          month            the local month that the case counts in
--          verdict          as in sla_cases
-- note:    what metrics count by; narrow, so that three years of ten million tickets fit into memory
create or replace temp table sla_verdicts (
    clause_version usmallint not null,
    ticket_no      bigint    not null,
    month          date      not null,
    verdict        enum ('met', 'breached', 'pending', 'unmeasurable', 'cancelled') not null
);

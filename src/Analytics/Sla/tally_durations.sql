-- what:    adds the verdicts on the clause in hand, of the months in mart_months, to sla_verdicts
-- params:  session variables of sla_duration_cases
insert into sla_verdicts
select clause_version, ticket_no, month, verdict from sla_duration_cases where month in (select month from mart_months);

-- what:    adds the cases of the clause in hand, of the months in mart_months, to sla_cases
-- params:  session variables of sla_duration_cases
insert into sla_cases by name
select * from sla_duration_cases where month is not null;

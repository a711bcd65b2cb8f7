-- what:    counts the cases in sla_cases by clause and by ticket, into sla_case_counts and sla_ticket_counts
-- params:  none
insert into sla_case_counts
select clause_version, month, verdict, count(*) from sla_cases group by clause_version, month, verdict;

insert into sla_ticket_counts
with tickets as (
    select
        group_name, ticket_no, month,
        bit_or(case verdict when 'met' then 1::utinyint when 'breached' then 2::utinyint when 'pending' then 4::utinyint else 0::utinyint end) as verdicts
    from sla_cases
    where verdict <> 'cancelled'
    group by group_name, ticket_no, month
)
select group_name, month, verdicts, count(*) from tickets group by group_name, month, verdicts;

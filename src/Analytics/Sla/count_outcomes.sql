-- what:    counts the outcomes of tickets (sla_outcomes, which SlaTally finds) by clause and by ticket, into sla_case_counts and sla_ticket_counts
-- params:  none
insert into sla_case_counts
with single as (
    select unnest(range(len(outcomes))) as clause_version, unnest(outcomes) as outcome, ticket_count from sla_outcomes
)
select clause_version, mart_month_of(outcome // 16), sla_verdict_word(outcome % 16), sum(ticket_count)
from single
where outcome is not null
group by clause_version, outcome;

insert into sla_ticket_counts
with single as (
    select group_name, combination, unnest(outcomes) as outcome, ticket_count
    from (select row_number() over () as combination, * from sla_outcomes)
),
tickets as (
    select combination, group_name, outcome // 16 as month_number, bit_or(outcome % 16) as verdicts, any_value(ticket_count) as ticket_count
    from single
    where outcome % 16 <> 8
    group by combination, group_name, month_number
)
select group_name, mart_month_of(month_number), verdicts, sum(ticket_count)
from tickets
group by group_name, month_number, verdicts;

drop table sla_outcomes;

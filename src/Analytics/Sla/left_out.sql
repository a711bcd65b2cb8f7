-- what:    counts the tickets that a filter of the clause in hand couldn't judge, by month, into sla_left_out
-- params:  session variables of sla_candidates; sla_clause, months_from_utc, months_to_utc
insert into sla_left_out
with final as (
    select getvariable('sla_clause') as clause_id, mart_month(axis_utc) as month, count(*) as unknown_count
    from sla_candidates
    where applies is null and axis_utc >= getvariable('months_from_utc') and axis_utc < getvariable('months_to_utc')
    group by all
)
select * from final where month is not null;

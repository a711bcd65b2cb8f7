-- what:    counts the tickets that a filter of the clause in hand couldn't judge, by month, into sla_left_out
-- params:  session variables of sla_candidates; sla_clause, sla_from_utc, sla_to_utc
insert into sla_left_out
with final as (
    select getvariable('sla_clause') as clause_id, sla_month(axis_utc) as month, count(*) as unknown_count
    from sla_candidates
    where applies is null and axis_utc >= getvariable('sla_from_utc') and axis_utc < getvariable('sla_to_utc')
    group by all
)
select * from final where month in (select month from mart_months);

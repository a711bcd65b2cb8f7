-- metric:  sla_compliance_all
-- grain:   one row per month and group with at least one ticket that has a case
-- params:  none (reads sla_ticket_counts, which SlaJudge fills for the session's dimension)
-- columns: month         that the cases count in
--          group_name    the session's dimension
--          numerator     tickets of which every judged case of the month was met
--          denominator   tickets with at least one judged case (met or breached) in the month
--          unmeasurable  tickets with cases of which none could be judged or is pending
--          pending       tickets with a pending case and no judged one
-- note:    what became of a ticket's cases is kept as bits: 1 met, 2 breached, 4 pending
select
    month,
    group_name,
    coalesce(sum(ticket_count) filter (where verdicts & 3 = 1), 0)  as numerator,
    coalesce(sum(ticket_count) filter (where verdicts & 3 <> 0), 0) as denominator,
    coalesce(sum(ticket_count) filter (where verdicts = 0), 0)      as unmeasurable,
    coalesce(sum(ticket_count) filter (where verdicts = 4), 0)      as pending
from sla_ticket_counts
where case when getvariable('dimension') = getvariable('sla_counted_by') then true
           else error('The clauses were judged by ' || getvariable('sla_counted_by') || ', not by ' || getvariable('dimension') || '; judge them again with the session split so.') end
group by month, group_name
order by month, group_name;

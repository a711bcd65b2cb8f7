-- metric:  sla_compliance_all
-- grain:   one row per month and group with at least one ticket that has a case
-- params:  none (reads sla_verdicts, which SlaJudge fills)
-- columns: month         that the cases count in
--          group_name    the session's dimension
--          numerator     tickets of which every judged case of the month was met
--          denominator   tickets with at least one judged case (met or breached) in the month
--          unmeasurable  tickets with cases of which none could be judged or is pending
--          pending       tickets with a pending case and no judged one
-- note:    what became of a ticket's cases is kept as bits: 1 met, 2 breached, 4 pending
with tickets as (
    select
        ticket_no,
        month,
        bit_or(case verdict when 'met' then 1::utinyint when 'breached' then 2::utinyint when 'pending' then 4::utinyint else 0::utinyint end) as verdicts
    from sla_verdicts
    where verdict <> 'cancelled'
    group by ticket_no, month
)
select
    t.month,
    coalesce(g.group_name, 'all')               as group_name,
    count(*) filter (t.verdicts & 3 = 1)        as numerator,
    count(*) filter (t.verdicts & 3 <> 0)       as denominator,
    count(*) filter (t.verdicts = 0)            as unmeasurable,
    count(*) filter (t.verdicts = 4)            as pending
from tickets t
left join (select ticket_no, group_name from mart_tickets where getvariable('dimension') <> 'all') g on t.ticket_no = g.ticket_no
group by all
order by t.month, group_name;

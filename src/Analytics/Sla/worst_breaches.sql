-- result:  the worst breaches of every clause in one month
-- grain:   one row per breach, at most $most per clause
-- params:  $month  first day of the month
--          $most   how many of each clause
-- columns: clause_id
--          ticket_id
--          customer         as stored; null when the ticket has none
--          office           as stored; null when the ticket has none
--          is_key_customer  customer grade a
--          start_utc        the clock's start
--          stop_utc         null when the case is still open
--          deadline_utc     without grace; null when the clause has no limit
--          elapsed_minutes  on the clause's clock; null when the clause has no limit
--          limit_minutes    null when the clause has no limit
--          overrun_minutes  beyond limit and grace; null when the clause has no limit
-- note:    worst first: the longest overrun; without a limit the earliest start
with breaches as (
    select
        *,
        row_number() over (partition by clause_id order by margin_minutes asc nulls last, start_utc asc, ticket_id) as place
    from sla_cases
    where month = $month and verdict = 'breached'
)
select
    b.clause_id, b.ticket_id, t.customer, t.office, b.is_key_customer, b.start_utc, b.stop_utc, b.deadline_utc,
    b.elapsed_minutes, b.limit_minutes, -b.margin_minutes as overrun_minutes
from breaches as b
join mart_tickets as t using (ticket_id)
where b.place <= $most
order by b.clause_id, b.place;

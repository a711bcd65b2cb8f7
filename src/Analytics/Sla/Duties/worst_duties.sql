-- result:  the worst breaches of every duty in one month
-- grain:   one row per breach, at most $most per duty
-- params:  $month  first day of the month
--          $most   how many of each duty
-- columns: duty_id
--          subject
--          ticket_id        null when it hangs on no ticket
--          customer         as stored; null when there is none
--          office           as stored; null when there is none
--          is_key_customer  customer grade a
--          start_on
--          due_on
--          done_on          null when it isn't done yet
--          late_days        null when nothing is late: there is no last day, or a fault came back before the watching ended
-- note:    worst first: the longest delay; without one (a fault that came back) the soonest
with breaches as (
    select *, row_number() over (partition by duty_id order by late_days desc nulls last, elapsed_days, start_on, subject) as place
    from duty_cases
    where month = $month and verdict = 'breached'
)
select duty_id, subject, ticket_id, customer, office, is_key_customer, start_on, due_on, done_on, late_days
from breaches
where place <= $most
order by duty_id, place;

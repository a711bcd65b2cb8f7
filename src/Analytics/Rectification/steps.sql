-- result:  the steps of all notices
-- grain:   one row per notice and step that it has come to
-- params:  none
-- columns: notice_no     as stored
--          step          issue, implementation, verification
--          start_on      counted from; null when missing
--          due_on        last day in time; null when unknown
--          done_on       null while open
--          state         met, breached, pending, unmeasurable
--          days_overdue  days since the due day of a step still open; 0 otherwise
select notice_no, step, start_on, due_on, done_on, state, days_overdue
from mart_rectification_steps
order by notice_no, start_on, step;

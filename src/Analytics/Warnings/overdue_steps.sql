-- result:  steps of rectification notices that are overdue
-- grain:   one row per notice and overdue step, longest overdue first
-- params:  $to_on  only steps due before this day: the day after the reported month
-- columns: notice_no               as stored, likewise the next five
--          problem
--          product_model
--          fault_code
--          responsible_department
--          owner
--          step                    issue, implementation, verification
--          due_on                  last day in time
--          days_overdue            calendar days since
select notice_no, problem, product_model, fault_code, responsible_department, owner, step, due_on, days_overdue
from mart_rectification_steps
where state = 'breached' and done_on is null and due_on < $to_on
order by days_overdue desc, notice_no, step;

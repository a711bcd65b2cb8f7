-- view:    mart_rectification_steps
-- grain:   one row per notice and step that it has come to (issue, implementation, verification) as of the batch
-- columns: notice_no, problem, product_model, fault_code, responsible_department, owner: as stored
--          step         issue, implementation, verification
--          start_on     the day from which the step is counted: confirmed, issued, implemented
--          due_on       last day in time: N-th working day after confirmation; the notice's own due date; implementation + N days
--          done_on      the day it was done; null while it is open
--          state        met, breached (done late, or open after its due day), pending (open, not overdue), unmeasurable (no day to count from, or done before it)
--          days_overdue calendar days since the due day for a step still open; 0 otherwise
--          step_month   first day of the month in which it was due; of the day that is known when there is no due day
--          group_name   responsible_department, owner, product_model or fault_code by the session's dimension; 'all' without one; null for other dimensions
-- note:    days, not minutes: notices carry dates only. Working days are those of the policy's main calendar (mart_workdays).
--          A day after the as-of day has not come yet and is taken as open.
create or replace temp view mart_rectification_steps as
with known as (
    select
        notice_no, problem, product_model, fault_code, responsible_department, owner, due_on as agreed_on,
        case when confirmed_on   <= getvariable('as_of_on') then confirmed_on   end as confirmed_on,
        case when issued_on      <= getvariable('as_of_on') then issued_on      end as issued_on,
        case when implemented_on <= getvariable('as_of_on') then implemented_on end as implemented_on,
        case when verified_on    <= getvariable('as_of_on') then verified_on    end as verified_on
    from as_of.rectifications
),
steps as (
    select
        k.*, 'issue' as step, k.confirmed_on as start_on, k.issued_on as done_on, due.day as due_on
    from known k
    left join mart_workdays w on w.day = k.confirmed_on
    left join mart_workdays due
        on due.is_worked and due.worked_before + 1 = w.worked_before + w.is_worked::integer + getvariable('issue_working_days')
    where k.confirmed_on is not null or k.issued_on is not null
    union all
    select known.*, 'implementation', issued_on, implemented_on, agreed_on
    from known
    where issued_on is not null or implemented_on is not null
    union all
    select known.*, 'verification', implemented_on, verified_on, implemented_on + getvariable('verification_days')::integer
    from known
    where implemented_on is not null or verified_on is not null
),
judged as (
    select
        *,
        case
            when due_on is null or done_on < start_on      then 'unmeasurable'
            when done_on <= due_on                         then 'met'
            when done_on is not null                       then 'breached'
            when getvariable('as_of_on') > due_on          then 'breached'
            else 'pending'
        end as state
    from steps
)
select
    notice_no, problem, product_model, fault_code, responsible_department, owner,
    step, start_on, due_on, done_on, state,
    case when state = 'breached' and done_on is null then getvariable('as_of_on') - due_on else 0 end as days_overdue,
    date_trunc('month', coalesce(due_on, done_on, start_on))::date                                    as step_month,
    case getvariable('dimension')
        when 'all'                    then 'all'
        when 'responsible_department' then coalesce(responsible_department, '(none)')
        when 'owner'                  then coalesce(owner, '(none)')
        when 'product_model'          then coalesce(product_model, '(none)')
        when 'fault_code'             then coalesce(fault_code, '(none)')
    end                                                                                               as group_name
from judged;

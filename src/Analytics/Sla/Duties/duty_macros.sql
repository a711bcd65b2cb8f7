-- macros:  what the scripts of duties say again and again
-- note:    duty_day      the local day of an instant in the policy's zone (session variable duty_zone)
--          duty_verdict  of something that has a last day in time: done on that day is in time
create or replace temp macro duty_day(instant) as timezone(getvariable('duty_zone'), timezone('UTC', instant))::date;

create or replace temp macro duty_verdict(reason, due_on, done_on) as
    case
        when reason is not null              then 'unmeasurable'
        when done_on <= due_on               then 'met'
        when done_on is not null             then 'breached'
        when getvariable('as_of_on') > due_on then 'breached'
        else 'pending'
    end;

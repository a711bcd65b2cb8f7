-- result:  every duty's cases by month
-- grain:   one row per duty and month with at least one case
-- params:  none (reads duty_cases)
-- columns: duty_id
--          month
--          met_count
--          breached_count       including those not done and past their day
--          pending_count
--          unmeasurable_count
--          stopped_count        cases with a day on which it was done: what the quantiles rest on
--          running_count        measurable cases not done yet
--          elapsed_days_median  of the cases done, from start to that day; null when there are none
--          elapsed_days_p90     the same, 90th percentile
-- note:    quantile_cont is type R7
select
    duty_id,
    month,
    count(*) filter (where verdict = 'met')                                                        as met_count,
    count(*) filter (where verdict = 'breached')                                                   as breached_count,
    count(*) filter (where verdict = 'pending')                                                    as pending_count,
    count(*) filter (where verdict = 'unmeasurable')                                               as unmeasurable_count,
    count(*) filter (where done_on is not null and elapsed_days is not null)                       as stopped_count,
    count(*) filter (where done_on is null and verdict <> 'unmeasurable' and elapsed_days is not null) as running_count,
    quantile_cont(elapsed_days, 0.5) filter (where done_on is not null)                            as elapsed_days_median,
    quantile_cont(elapsed_days, 0.9) filter (where done_on is not null)                            as elapsed_days_p90
from duty_cases
group by all
order by duty_id, month;

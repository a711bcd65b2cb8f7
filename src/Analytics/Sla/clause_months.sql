-- result:  every clause's cases by month
-- grain:   one row per clause and month with at least one case or one ticket left out
-- params:  none (reads sla_cases and sla_left_out)
-- columns: clause_id
--          month
--          met_count
--          breached_count         including those still open past their deadline
--          pending_count
--          unmeasurable_count
--          cancelled_count        withdrawn before they were due
--          early_count            cases past the clause's early mark
--          unknown_count          tickets to which the clause wasn't applied because a code that it asks for is unknown or missing
--          extended_count         cases that the longer limit counts for
--          stopped_count          measurable cases with a limit whose clock has stopped
--          running_count          measurable cases with a limit whose clock still runs
--          elapsed_minutes_median of the stopped cases, on the clause's clock; null when there are none
--          elapsed_minutes_p90    the same, 90th percentile
-- note:    quantile_cont is type R7
with cases as (
    select
        clause_id,
        month,
        count_if(verdict = 'met')                                               as met_count,
        count_if(verdict = 'breached')                                          as breached_count,
        count_if(verdict = 'pending')                                           as pending_count,
        count_if(verdict = 'unmeasurable')                                      as unmeasurable_count,
        count_if(verdict = 'cancelled')                                         as cancelled_count,
        count_if(is_past_early_mark)                                            as early_count,
        count_if(is_extended and verdict <> 'unmeasurable')                     as extended_count,
        count_if(elapsed_minutes is not null and stop_utc is not null)          as stopped_count,
        count_if(elapsed_minutes is not null and stop_utc is null and verdict <> 'cancelled') as running_count,
        quantile_cont(elapsed_minutes, 0.5) filter (where stop_utc is not null) as elapsed_minutes_median,
        quantile_cont(elapsed_minutes, 0.9) filter (where stop_utc is not null) as elapsed_minutes_p90
    from sla_cases
    group by all
),
left_out as (
    select clause_id, month, sum(unknown_count)::bigint as unknown_count
    from sla_left_out
    group by all
),
final as (
    select
        clause_id,
        month,
        coalesce(met_count, 0)          as met_count,
        coalesce(breached_count, 0)     as breached_count,
        coalesce(pending_count, 0)      as pending_count,
        coalesce(unmeasurable_count, 0) as unmeasurable_count,
        coalesce(cancelled_count, 0)    as cancelled_count,
        coalesce(early_count, 0)        as early_count,
        coalesce(unknown_count, 0)      as unknown_count,
        coalesce(extended_count, 0)     as extended_count,
        coalesce(stopped_count, 0)      as stopped_count,
        coalesce(running_count, 0)      as running_count,
        elapsed_minutes_median,
        elapsed_minutes_p90
    from cases full join left_out using (clause_id, month)
)
select * from final order by clause_id, month;

-- macros:  repair_cohorts(followed, window_days)
-- note:    What became of repairs within a window, as the estimators of cohorts read it: month, group_name, follow_up_days, is_event, row_count,
--          window_days, is_provisional, unmeasurable.
--          followed is the name of a query (not materialized: it is read twice) over repairs alike: month, group_name, back_us (microseconds from the repair to
--          what came next; null = nothing so far), watched_us (to the as-of instant; not looked at in months that are over a whole window ago),
--          can_be_followed, has_failed (it never held: an event on day 0), repairs (how many).
--          Months that are over a whole window ago need no length of follow-up: all their repairs were watched to its end. Of younger months, those that
--          were watched in vain and not to the end count at the event before: between two events it makes no difference to the estimate of Kaplan and Meier
--          when somebody leaves the watch, and there are as few rows as events, not as many as repairs.
create or replace temp macro repair_cohorts(followed, window_days) as table (
    with months as (
        select month, end_utc + to_days(window_days::integer) > getvariable('as_of_utc') as is_provisional from mart_months
    ),
    watched as not materialized (
        select
            f.month, f.group_name, f.back_us, f.watched_us, f.repairs, m.is_provisional,
            coalesce(f.can_be_followed, false) as can_be_followed,
            coalesce(f.has_failed, false)      as has_failed
        from query_table(followed) f
        join months m on f.month = m.month
    ),
    mature as (
        select
            month, group_name, can_be_followed, has_failed,
            has_failed or coalesce(back_us <= window_days * 86400000000, false) as is_event,
            sum(repairs)                                                        as repairs
        from watched
        where not is_provisional
        group by all
    ),
    young as (
        select
            month, group_name, can_be_followed, repairs,
            has_failed or coalesce(back_us <= window_days * 86400000000, false) as is_event,
            case
                when not can_be_followed then null
                when has_failed then 0::double
                else least(coalesce(back_us, watched_us), window_days * 86400000000) / 86400e6
            end as follow_up_days
        from watched
        where is_provisional
    ),
    grouped as (
        select
            month, group_name, can_be_followed, is_event,
            case
                when is_event or follow_up_days is null or follow_up_days >= window_days then follow_up_days
                else coalesce(max(case when is_event then follow_up_days end)
                    over (partition by month, group_name order by follow_up_days range between unbounded preceding and current row), 0)
            end as follow_up_days,
            true as is_provisional,
            repairs
        from young
        union all
        select month, group_name, can_be_followed, is_event, case when not can_be_followed then null when has_failed then 0::double else window_days::double end, false, repairs
        from mature
    )
    select
        month,
        group_name,
        follow_up_days,
        is_event,
        coalesce(sum(repairs) filter (can_be_followed), 0)::bigint     as row_count,
        window_days                                                    as window_days,
        is_provisional,
        coalesce(sum(repairs) filter (not can_be_followed), 0)::bigint as unmeasurable
    from grouped
    group by month, group_name, follow_up_days, is_event, is_provisional
);

-- macros:  repair_cohorts(followed, window_days)
-- note:    What became of repairs within a window, as the estimators of cohorts read it: month, group_name, follow_up_days, is_event, row_count,
--          window_days, is_provisional, unmeasurable.
--          followed is the name of a query: month and ticket_no of each repair, repaired_at_utc, back_at_utc (null = not so far), can_be_followed,
--          has_failed (it never held: an event on day 0).
--          Months that are over a whole window ago need no length of follow-up: all their repairs were watched to its end.
create or replace temp macro repair_cohorts(followed, window_days) as table (
    with grouped as (
        select
            f.month,
            coalesce(g.group_name, 'all')                                            as group_name,
            m.end_utc + to_days(window_days::integer) > getvariable('as_of_utc')     as is_provisional,
            coalesce(f.can_be_followed, false)                                       as can_be_followed,
            coalesce(f.has_failed, false)                                            as has_failed,
            epoch_us(f.back_at_utc) - epoch_us(f.repaired_at_utc)                    as back_us,
            epoch_us(getvariable('as_of_utc')::timestamp) - epoch_us(f.repaired_at_utc) as watched_us
        from query_table(followed) f
        join mart_months m on f.month = m.month
        left join (select ticket_no, group_name from mart_tickets where getvariable('dimension') <> 'all') g on f.ticket_no = g.ticket_no
    ),
    outcomes as (
        select
            month, group_name, is_provisional, can_be_followed,
            has_failed or coalesce(back_us <= window_days * 86400000000, false) as is_event,
            case
                when not can_be_followed then null
                when has_failed then 0::double
                when not is_provisional then window_days::double
                else least(coalesce(back_us, watched_us), window_days * 86400000000) / 86400e6
            end as follow_up_days
        from grouped
    )
    select
        month,
        group_name,
        follow_up_days,
        is_event,
        count(*) filter (can_be_followed)     as row_count,
        window_days                           as window_days,
        is_provisional,
        count(*) filter (not can_be_followed) as unmeasurable
    from outcomes
    group by month, group_name, follow_up_days, is_event, is_provisional
);

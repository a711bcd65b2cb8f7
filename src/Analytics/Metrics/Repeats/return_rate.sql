-- metric:  repeat_rate_any_30d, repeat_rate_any_90d
-- grain:   one row per month, group, length of follow-up and outcome
-- params:  $window_days     W: how many days after a repair a receipt is a return of the unit
-- columns: month            of the repair
--          group_name       the session's dimension
--          follow_up_days   days to the return, else days watched, at most W; in months that are over W days ago only W; null = can't be followed
--          is_event         returned within W days, both ends included
--          row_count        completed repairs; those that can't be followed aren't counted here
--          window_days      W
--          is_provisional   the month's last repair hasn't been watched for W days
--          unmeasurable     completed repairs without any name of the unit
-- note:    reads the table return_hits (Sql/prepare/return_hits.sql)
with followed as (
    select
        m.month,
        t.group_name,
        m.end_utc + to_days($window_days) > getvariable('as_of_utc') as is_provisional,
        t.unit_key is not null                                        as can_be_followed,
        t.repaired_at_utc,
        h.any_fault_at_utc                                            as back_at_utc
    from mart_tickets t
    join mart_months m on t.repaired_at_utc >= m.start_utc and t.repaired_at_utc < m.end_utc
    left join return_hits h on t.ticket_id = h.ticket_id
    where t.is_completed_repair
),
outcomes as (
    select
        month,
        group_name,
        is_provisional,
        can_be_followed,
        coalesce(back_at_utc <= repaired_at_utc + to_days($window_days), false) as is_event,
        case
            when not can_be_followed then null
            when not is_provisional then $window_days::double
            else least(
                epoch_us(coalesce(back_at_utc, getvariable('as_of_utc'))) - epoch_us(repaired_at_utc),
                $window_days * 86400000000) / 86400e6
        end as follow_up_days
    from followed
)
select
    month,
    group_name,
    follow_up_days,
    is_event,
    count(*) filter (can_be_followed)     as row_count,
    $window_days                          as window_days,
    is_provisional,
    count(*) filter (not can_be_followed) as unmeasurable
from outcomes
group by all
order by month, group_name, follow_up_days, is_event;

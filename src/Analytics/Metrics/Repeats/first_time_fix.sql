-- metric:  first_time_fix_rate
-- grain:   one row per month, group, length of follow-up and outcome
-- params:  $window_days     W: for how many days after the repair no further repair of the unit may come
-- columns: month            of the repair
--          group_name       the session's dimension
--          follow_up_days   0 when more than one visit was needed; else days to the next repair ticket, else days watched, at most W (in months that are
--                           over W days ago only 0 or W); null = can't be followed
--          is_event         not fixed the first time
--          row_count        completed on-site repairs; those that can't be followed aren't counted here
--          window_days      W
--          is_provisional   the month's last repair hasn't been watched for W days
--          unmeasurable     completed on-site repairs whose number of visits is missing, or without any name of the unit
-- note:    reads the table return_hits (Sql/prepare/return_hits.sql); no visit at all isn't one visit and is taken as missing
with followed as (
    select
        m.month,
        t.group_name,
        m.end_utc + to_days($window_days) > getvariable('as_of_utc') as is_provisional,
        t.unit_key is not null and t.visit_count >= 1                as can_be_followed,
        t.visit_count > 1                                            as is_second_visit,
        t.repaired_at_utc,
        h.any_fault_at_utc                                           as back_at_utc
    from mart_tickets t
    join mart_months m on t.repaired_at_utc >= m.start_utc and t.repaired_at_utc < m.end_utc
    left join return_hits h on t.ticket_id = h.ticket_id
    where t.is_completed_repair and t.resolution_mode = 'on_site'
),
outcomes as (
    select
        month,
        group_name,
        is_provisional,
        coalesce(can_be_followed, false)                                                          as can_be_followed,
        coalesce(is_second_visit or back_at_utc <= repaired_at_utc + to_days($window_days), false) as is_event,
        case
            when not coalesce(can_be_followed, false) then null
            when is_second_visit then 0::double
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

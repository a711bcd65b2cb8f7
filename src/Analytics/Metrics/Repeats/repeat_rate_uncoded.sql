-- metric:  repeat_rate_uncoded_30d
-- grain:   one row per month, group, length of follow-up and outcome
-- params:  $window_days     W: how many days after a repair a receipt is a repeat of it
-- columns: month            of the repair
--          group_name       the session's dimension
--          follow_up_days   days to the repeat, else days watched, at most W; in months that are over W days ago only W; null = can't be followed
--          is_event         repeated within W days, both ends included
--          row_count        completed repairs without a fault code; those that can't be followed aren't counted here
--          window_days      W
--          is_provisional   the month's last repair hasn't been watched for W days
--          unmeasurable     completed repairs without a fault code that have no text either, or no name of the unit
-- note:    reads the table repeat_text_hits (Sql/prepare/repeat_text_hits.sql)
with followed as (
    select
        m.month,
        t.group_name,
        m.end_utc + to_days($window_days) > getvariable('as_of_utc') as is_provisional,
        t.unit_key is not null and regexp_matches(t.fault_text, '[\p{L}\p{N}]') is true as can_be_followed,
        t.repaired_at_utc,
        h.same_fault_at_utc                                           as back_at_utc
    from mart_tickets t
    join mart_months m on t.repaired_at_utc >= m.start_utc and t.repaired_at_utc < m.end_utc
    left join repeat_text_hits h on t.ticket_id = h.ticket_id
    where t.is_completed_repair and t.fault_key is null
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

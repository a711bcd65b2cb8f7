-- metric:  repeat_rate_7d, repeat_rate_30d, repeat_rate_90d
-- grain:   one row per month, group, length of follow-up and outcome
-- params:  $window_days     W: how many days after a repair a receipt is a repeat of it
-- columns: month            of the repair
--          group_name       the session's dimension
--          follow_up_days   days to the repeat, else days watched, at most W; in months that are over W days ago only W, in others of those that did not come back: the event before; null = can't be followed
--          is_event         repeated within W days, both ends included
--          row_count        completed repairs; those that can't be followed aren't counted here
--          window_days      W
--          is_provisional   the month's last repair hasn't been watched for W days
--          unmeasurable     completed repairs without a fault code, or without any name of the unit
-- note:    reads mart_repairs (Sql/prepare/mart_repairs.sql); what becomes of them: repair_cohorts (Sql/mart/92_repair_cohorts.sql)
with followed as not materialized (
    select month, group_name, same_fault_us as back_us, watched_us, has_unit and has_fault as can_be_followed, false as has_failed, repairs
    from mart_repairs
)
select month, group_name, follow_up_days, is_event, row_count, window_days, is_provisional, unmeasurable
from repair_cohorts('followed', $window_days)
order by month, group_name, follow_up_days, is_event;

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
-- note:    reads mart_repairs (Sql/prepare/mart_repairs.sql); what becomes of them: repair_cohorts (Sql/mart/92_repair_cohorts.sql);
--          no visit at all isn't one visit and is taken as missing
with followed as not materialized (
    select month, group_name, any_fault_us as back_us, watched_us, has_unit and visits >= 1 as can_be_followed, visits > 1 as has_failed, repairs
    from mart_repairs
    where is_on_site
)
select month, group_name, follow_up_days, is_event, row_count, window_days, is_provisional, unmeasurable
from repair_cohorts('followed', $window_days)
order by month, group_name, follow_up_days, is_event;

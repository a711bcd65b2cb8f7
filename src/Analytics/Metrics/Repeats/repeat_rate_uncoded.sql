-- metric:  repeat_rate_uncoded_30d
-- grain:   one row per month, group, length of follow-up and outcome
-- params:  $window_days     W: how many days after a repair a receipt is a repeat of it
-- columns: month            of the repair
--          group_name       the session's dimension
--          follow_up_days   days to the repeat, else days watched, at most W; in months that are over W days ago only W, in others of those that did not come back: the event before; null = can't be followed
--          is_event         repeated within W days, both ends included
--          row_count        completed repairs without a fault code; those that can't be followed aren't counted here
--          window_days      W
--          is_provisional   the month's last repair hasn't been watched for W days
--          unmeasurable     completed repairs without a fault code that have no text either, or no name of the unit
-- note:    reads uncoded_repairs and repeat_text_hits (Sql/prepare); what becomes of them: repair_cohorts (Sql/mart/92_repair_cohorts.sql)
with followed as not materialized (
    select
        t.month,
        t.group_name,
        epoch_us(h.same_fault_at_utc) - epoch_us(t.repaired_at_utc)                      as back_us,
        epoch_us(getvariable('as_of_utc')::timestamp) - epoch_us(t.repaired_at_utc)      as watched_us,
        t.has_unit and regexp_matches(t.fault_text, '[\p{L}\p{N}]') is true as can_be_followed,
        false                                                                            as has_failed,
        1                                                                                as repairs
    from uncoded_repairs t
    left join repeat_text_hits h on t.ticket_no = h.ticket_no
)
select month, group_name, follow_up_days, is_event, row_count, window_days, is_provisional, unmeasurable
from repair_cohorts('followed', $window_days)
order by month, group_name, follow_up_days, is_event;

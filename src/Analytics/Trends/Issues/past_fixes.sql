-- result:  how a fault was repaired before an issue began, and whether that held
-- grain:   one row per way of repair (cause, part, mode) of the fault's completed repairs in the 24 months before, most frequent first, at most 3
-- params:  $fault       fault code
--          $before_utc  the issue's beginning, out
-- columns: cause            category; 'unknown' when not given
--          part             failed part; null when not given
--          mode             of resolution; 'unknown' when not given
--          repairs          completed
--          watched          of these, with 90 days since
--          held             of the watched, without another ticket of the unit and fault within 90 days
with repairs as (
    select
        ticket_id, unit_key, fault_code, repaired_at_utc,
        coalesce(cause_category, 'unknown') as cause, failed_part as part, coalesce(resolution_mode, 'unknown') as mode
    from mart_tickets
    where fault_code = $fault and is_completed_repair and repaired_at_utc < $before_utc and repaired_at_utc >= $before_utc::timestamp - interval 24 month
),
judged as (
    select
        r.*,
        r.unit_key is not null and r.repaired_at_utc + interval 90 day <= getvariable('as_of_utc') as is_watched,
        exists (
            select 1
            from mart_tickets n
            where n.unit_key = r.unit_key and n.fault_code = r.fault_code and n.ticket_id <> r.ticket_id
                and n.received_at_utc >= r.repaired_at_utc and n.received_at_utc <= r.repaired_at_utc + interval 90 day) as came_back
    from repairs r
)
select
    cause, part, mode,
    count(*)                                                as repairs,
    count(*) filter (where is_watched)                      as watched,
    count(*) filter (where is_watched and not came_back)    as held
from judged
group by all
order by repairs desc, cause, part, mode
limit 3;

-- result:  what contradicts itself in the month
-- grain:   one row per rule
-- params:  $month_start_utc, $month_end_utc   (start <= received < end)
-- columns: rule         repaired_before_arrived, closed_before_repaired, received_before_delivered, free_after_warranty (tickets),
--                       milestone_before_received (tickets; the milestone isn't used), complaint_without_its_ticket, survey_without_its_ticket
--          row_count    rows of the month that do
--          checked      rows of the month that have all the values that the rule compares
--          examples     keys of the first five, one a line; null when there are none
with tickets as (
    select
        t.*,
        exists (
            select 1 from import.remarks r
            where r.batch_id = t.batch_id and r.row_number = t.row_number and r.rule = 'before_received'
        ) as has_early_milestone
    from mart_tickets t
    where received_at_utc >= $month_start_utc and received_at_utc < $month_end_utc
),
checks as (
    select 1 as place, 'milestone_before_received' as rule, ticket_id as row_key, has_early_milestone as is_contradiction from tickets
    union all
    select 2, 'repaired_before_arrived', ticket_id, repaired_at_utc < arrived_at_utc from tickets
    union all
    select 3, 'closed_before_repaired', ticket_id, closed_at_utc < repaired_at_utc from tickets
    union all
    select 4, 'received_before_delivered', ticket_id, received_at_utc + interval 1 day < delivered_on
    from tickets where request_type = 'repair'
    union all
    select 5, 'free_after_warranty', ticket_id, received_at_utc - interval 1 day > warranty_until_on + 1
    from tickets where service_type = 'free'
    union all
    select 6, 'complaint_without_its_ticket', complaint_id, ticket_id not in (select ticket_id from as_of.tickets)
    from as_of.complaints
    where received_at_utc >= $month_start_utc and received_at_utc < $month_end_utc and ticket_id is not null
    union all
    select 7, 'survey_without_its_ticket', survey_id, ticket_id not in (select ticket_id from as_of.tickets)
    from as_of.surveys
    where coalesce(sent_at_utc, answered_at_utc) >= $month_start_utc and coalesce(sent_at_utc, answered_at_utc) < $month_end_utc
        and ticket_id is not null
),
found as (
    select
        *,
        row_number() over (partition by rule, is_contradiction order by row_key) as number_among
    from checks
    where is_contradiction is not null
)
select
    rule,
    count(*) filter (is_contradiction)                                                                  as row_count,
    count(*)                                                                                            as checked,
    string_agg(row_key, chr(10) order by row_key) filter (is_contradiction and number_among <= 5)       as examples
from found
group by place, rule
order by place;

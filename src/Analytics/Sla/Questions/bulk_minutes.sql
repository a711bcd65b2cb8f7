-- result:  the fullest minute of every milestone by office
-- grain:   one row per milestone and office with at least one ticket
-- params:  none (reads mart_tickets)
-- columns: milestone
--          office
--          minute_utc    the minute in which most tickets of the office have the milestone (of several the first)
--          top_count     how many
--          office_count  tickets of the office with the milestone in the months asked
--          slot_count    different minutes in which any office recorded the milestone: where a time can fall, with all rounding and working hours
--          tickets       the first fifty of that minute, by number, blanks between
-- note:    receipt is left out: customers send orders of several tickets at once. Midnight is no time but a day.
with stamped as (
    select ticket_id, coalesce(office, '(none)') as office, s.milestone, date_trunc('minute', s.at_utc) as minute_utc
    from mart_tickets,
        lateral (
            select unnest([
                {'milestone': 'answered', 'at_utc': answered_at_utc}, {'milestone': 'replied', 'at_utc': replied_at_utc},
                {'milestone': 'planned', 'at_utc': planned_at_utc}, {'milestone': 'dispatched', 'at_utc': dispatched_at_utc},
                {'milestone': 'arrived', 'at_utc': arrived_at_utc}, {'milestone': 'repaired', 'at_utc': repaired_at_utc},
                {'milestone': 'confirmed', 'at_utc': confirmed_at_utc}, {'milestone': 'report_submitted', 'at_utc': report_submitted_at_utc},
                {'milestone': 'revisited', 'at_utc': revisited_at_utc}, {'milestone': 'archived', 'at_utc': archived_at_utc},
                {'milestone': 'closed', 'at_utc': closed_at_utc}
            ], recursive := true)
        ) as s
    join mart_months as m on s.at_utc >= m.start_utc and s.at_utc < m.end_utc
    where s.at_utc <= getvariable('as_of_utc')
      and (extract('hour' from s.at_utc) * 60 + extract('minute' from s.at_utc) + getvariable('question_zone_minutes')::integer) % 1440 <> 0
),
slots as (
    select milestone, count(distinct minute_utc) as slot_count from stamped group by milestone
),
minutes as (
    select milestone, office, minute_utc, count(*) as n, array_to_string(list_slice(list(ticket_id order by ticket_id), 1, 50), ' ') as tickets
    from stamped
    group by milestone, office, minute_utc
),
fullest as (
    select
        milestone, office, minute_utc, n, tickets,
        sum(n) over (partition by milestone, office)                                           as office_count,
        row_number() over (partition by milestone, office order by n desc, minute_utc)         as place
    from minutes
)
select f.milestone, f.office, f.minute_utc, f.n as top_count, f.office_count::bigint as office_count, s.slot_count, f.tickets
from fullest as f
join slots as s using (milestone)
where f.place = 1
order by f.milestone, f.office;

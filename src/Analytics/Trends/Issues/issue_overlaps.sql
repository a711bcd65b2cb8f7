-- result:  how many repairs two series of issue_hits have in common
-- grain:   one row per pair of series with a common repair, each series with itself included; first_id <= second_id
-- params:  $window   months judged together
--          $lasting  months of the longest look; at least as many
-- columns: first_id   series
--          second_id  series
--          now        repairs of the last month
--          together   of the window, the last month included
--          lasting    of the longest look
--          past       of the twelve months before the longest look
select
    a.series_id                                                                                                      as first_id,
    b.series_id                                                                                                      as second_id,
    count(*) filter (where a.months_back = 0)                                                                        as now,
    count(*) filter (where a.months_back < $window::integer)                                                         as together,
    count(*) filter (where a.months_back < $lasting::integer)                                                        as lasting,
    count(*) filter (where a.months_back >= $lasting::integer and a.months_back < $lasting::integer + 12)            as past
from issue_hits a
join issue_hits b on a.ticket_id = b.ticket_id and a.series_id <= b.series_id
group by 1, 2
order by 1, 2;

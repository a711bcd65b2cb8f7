-- result:  the single aspects of satisfaction
-- grain:   one row per month and aspect, for months with an answered survey
-- params:  none (months: mart_months)
-- columns: month               in which the survey was answered
--          aspect              attitude, timeliness, skill, quality, price
--          n                   answers with a usable score of that aspect
--          mean                of score ÷ scale, 0 to 1; null when n is 0
--          standard_deviation  of the sample; null when n is below 2
-- note:    scores are summed in their own order, so that the same data give the same figure to the last digit
with answers as (
    select answered_month as month, attitude_share, timeliness_share, skill_share, quality_share, price_share
    from mart_surveys
    where answered_month is not null
),
long_form as (
    select month, 'attitude' as aspect, 1 as place, attitude_share as share from answers
    union all select month, 'timeliness', 2, timeliness_share from answers
    union all select month, 'skill', 3, skill_share from answers
    union all select month, 'quality', 4, quality_share from answers
    union all select month, 'price', 5, price_share from answers
)
select
    month,
    aspect,
    count(share) as n,
    list_aggregate(list(share order by share) filter (share is not null), 'avg')         as mean,
    list_aggregate(list(share order by share) filter (share is not null), 'stddev_samp') as standard_deviation
from long_form
group by month, aspect, place
order by month, place;

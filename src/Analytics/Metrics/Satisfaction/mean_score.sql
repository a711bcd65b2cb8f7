-- metric:  satisfaction_mean
-- grain:   one row per month and group with an answered survey
-- params:  none (months: mart_months)
-- columns: month               in which the survey was answered
--          group_name          of the session's dimension
--          n                   answered surveys with a usable overall score
--          mean                of score ÷ scale, 0 to 1; null when n is 0
--          standard_deviation  of the sample; null when n is below 2
--          unmeasurable        answered surveys without a usable overall score
-- note:    scores are summed in their own order, not in that of the threads: the same data give the same figure to the last digit
select
    answered_month                    as month,
    group_name,
    count(score_share)                as n,
    list_aggregate(list(score_share order by score_share) filter (score_share is not null), 'avg')         as mean,
    list_aggregate(list(score_share order by score_share) filter (score_share is not null), 'stddev_samp') as standard_deviation,
    count(*) - count(score_share)     as unmeasurable
from mart_surveys
where answered_month is not null and group_name is not null
group by month, group_name
order by month, group_name;

-- metric:  nps
-- grain:   one row per month and group with an answered survey
-- params:  none (months: mart_months)
-- columns: month         in which the survey was answered
--          group_name    of the session's dimension
--          promoters     would recommend with 9 or 10
--          passives      7 or 8
--          detractors    0 to 6
--          unmeasurable  answered without a usable recommendation (missing or outside 0 to 10)
select
    answered_month                              as month,
    group_name,
    count(*) filter (where recommend_score >= 9)              as promoters,
    count(*) filter (where recommend_score between 7 and 8)   as passives,
    count(*) filter (where recommend_score <= 6)              as detractors,
    count(*) - count(recommend_score)           as unmeasurable
from mart_surveys
where answered_month is not null and group_name is not null
group by month, group_name
order by month, group_name;

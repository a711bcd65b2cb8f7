-- metric:  satisfaction_dissatisfied
-- grain:   one row per month and group with an answered survey
-- params:  none (months: mart_months)
-- columns: month         in which the survey was answered
--          group_name    of the session's dimension
--          numerator     surveys with an overall score at or below 40 % of its scale
--          denominator   answered surveys with a usable overall score
--          unmeasurable  answered surveys without one
select
    answered_month                as month,
    group_name,
    count(*) filter (where is_dissatisfied)                  as numerator,
    count(score_share)            as denominator,
    count(*) - count(score_share) as unmeasurable
from mart_surveys
where answered_month is not null and group_name is not null
group by month, group_name
order by month, group_name;

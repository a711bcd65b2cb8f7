-- metric:  survey_response_rate
-- grain:   one row per month and group with a survey sent
-- params:  none (months: mart_months; survey_maturity_days: the session's)
-- columns: month           in which the survey was sent
--          group_name      of the session's dimension
--          numerator       surveys answered at or before the as-of instant
--          denominator     surveys sent
--          is_provisional  a survey sent in the month is unanswered and younger than the maturity
select
    sent_month                                as month,
    group_name,
    count(*) filter (where is_answered)                     as numerator,
    count(*)                                  as denominator,
    bool_or(
        not is_answered
        and sent_at_utc > getvariable('as_of_utc')::timestamp
            - to_days(getvariable('survey_maturity_days')::integer)) as is_provisional
from mart_surveys
where sent_month is not null and group_name is not null
group by month, group_name
order by month, group_name;

-- result:  scores by month and group, all dimensions in one scan
-- grain:   one row per month, dimension and group with a usable overall score; the total is dimension 'all', group 'all'
-- params:  none (months: mart_months)
-- columns: month               in which the survey was answered
--          dimension           all, region, office, product_series, technician
--          group_name          value of the dimension; '(none)' when the ticket has none
--          n                   answered surveys with a usable overall score
--          top_two             of those, at or above 80 % of the scale
--          dissatisfied        of those, at or below 40 % of the scale
--          mean                of score ÷ scale
--          standard_deviation  of the sample; null when n is 1
-- note:    scores are summed in their own order, so that the same data give the same figure to the last digit;
--          a survey without ticket counts in the total only; it comes out of the grouping as the group null, which is dropped
with scored as (
    select
        answered_month as month, score_share, is_top_two, is_dissatisfied,
        case when has_ticket then coalesce(region, '(none)') end         as region,
        case when has_ticket then coalesce(office, '(none)') end         as office,
        case when has_ticket then coalesce(product_series, '(none)') end as product_series,
        case when has_ticket then coalesce(technician, '(none)') end     as technician
    from mart_surveys
    where answered_month is not null and score_share is not null
),
grouped as (
    select
        month,
        case grouping(region, office, product_series, technician)
            when 7 then 'region' when 11 then 'office' when 13 then 'product_series' when 14 then 'technician' else 'all'
        end                                                                                   as dimension,
        case when grouping(region, office, product_series, technician) = 15 then 'all'
             else coalesce(region, office, product_series, technician) end                    as group_name,
        count(*)                 as n,
        count(*) filter (where is_top_two)     as top_two,
        count(*) filter (where is_dissatisfied) as dissatisfied,
        list_aggregate(list(score_share order by score_share), 'avg')         as mean,
        list_aggregate(list(score_share order by score_share), 'stddev_samp') as standard_deviation
    from scored
    group by grouping sets ((month), (month, region), (month, office), (month, product_series), (month, technician))
)
select month, dimension, group_name, n, top_two, dissatisfied, mean, standard_deviation
from grouped
where group_name is not null
order by dimension, group_name, month;

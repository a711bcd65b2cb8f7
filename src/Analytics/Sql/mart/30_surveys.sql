-- view:    mart_surveys
-- grain:   one row per survey as of the batch
-- columns: survey_id, ticket_id, customer, survey_channel, sent_at_utc, answered_at_utc, overall_score, score_scale, recommend_score,
--          comment, called_back_at_utc, batch_id, row_number: as stored
--          sent_month             first day of the month it was sent in, where that is one of mart_months; else null
--          answered_month         first day of the month it was answered in, likewise
--          is_answered            answered at or before the as-of instant
--          score_share            overall score ÷ its scale, 0 to 1; null when not answered or the score doesn't lie between 0 and its scale
--          attitude_share, timeliness_share, skill_share, quality_share, price_share: likewise for the dimensions
--          is_top_two             score_share >= 0.8; null without a usable score
--          is_dissatisfied        score_share <= 0.4; null without a usable score
--          has_ticket             true when its ticket is among the tickets
--          region, office, product_model, product_series, technician, resolution_mode, fault_code, customer_grade: of the ticket
--          group_name             the value of the session's dimension; 'all' when there is none; '(none)' when the ticket has no value;
--                                 null when there is a dimension and no ticket (such a survey counts in the total only)
-- note:    a survey sent after the as-of instant can't be known at that instant and is left out; an answer or a call-back after it
--          has not come yet. Scores of scales 5, 10 and 100 compare as shares: 4 of 5 and 8 of 10 are both 0.8.
create or replace temp view mart_surveys as
with known as (
    select
        s.survey_id, s.ticket_id, coalesce(s.customer, t.customer) as customer, s.channel as survey_channel, s.sent_at_utc,
        coalesce(s.answered_at_utc <= getvariable('as_of_utc'), false)                                   as is_answered,
        case when is_answered then s.answered_at_utc end                                                 as answered_at_utc,
        case when is_answered then s.overall_score end                                                   as overall_score,
        s.score_scale,
        case when is_answered and s.recommend_score between 0 and 10 then s.recommend_score end          as recommend_score,
        case when is_answered then s.comment end                                                         as comment,
        case when s.called_back_at_utc <= getvariable('as_of_utc') then s.called_back_at_utc end         as called_back_at_utc,
        case when is_answered and s.overall_score    between 0 and s.score_scale and s.score_scale > 0 then s.overall_score    / s.score_scale end as score_share,
        case when is_answered and s.attitude_score   between 0 and s.score_scale and s.score_scale > 0 then s.attitude_score   / s.score_scale end as attitude_share,
        case when is_answered and s.timeliness_score between 0 and s.score_scale and s.score_scale > 0 then s.timeliness_score / s.score_scale end as timeliness_share,
        case when is_answered and s.skill_score      between 0 and s.score_scale and s.score_scale > 0 then s.skill_score      / s.score_scale end as skill_share,
        case when is_answered and s.quality_score    between 0 and s.score_scale and s.score_scale > 0 then s.quality_score    / s.score_scale end as quality_share,
        case when is_answered and s.price_score      between 0 and s.score_scale and s.score_scale > 0 then s.price_score      / s.score_scale end as price_share,
        t.ticket_id is not null                                                                          as has_ticket,
        t.region, t.office, t.product_model, t.product_series, t.technician, t.resolution_mode, t.fault_code, t.customer_grade,
        s.batch_id, s.row_number
    from as_of.surveys s
    left join as_of.tickets t
        on t.ticket_id = s.ticket_id and t.received_at_utc <= getvariable('as_of_utc')
    where coalesce(s.sent_at_utc <= getvariable('as_of_utc'), true)
        and (s.sent_at_utc is not null or s.answered_at_utc <= getvariable('as_of_utc'))
)
select
    known.*,
    mart_month(sent_at_utc)     as sent_month,
    mart_month(answered_at_utc) as answered_month,
    -- The thresholds are shares that binary numbers don't hit exactly: 0.8 - 1e-9 lets 4 of 5 and 80 of 100 through alike.
    score_share >= 0.8 - 1e-9 as is_top_two,
    score_share <= 0.4 + 1e-9 as is_dissatisfied,
    case
        when getvariable('dimension') = 'all' then 'all'
        when not has_ticket then null
        else case getvariable('dimension')
            when 'region'          then coalesce(region, '(none)')
            when 'office'          then coalesce(office, '(none)')
            when 'technician'      then coalesce(technician, '(none)')
            when 'product_model'   then coalesce(product_model, '(none)')
            when 'product_series'  then coalesce(product_series, '(none)')
            when 'resolution_mode' then coalesce(resolution_mode, '(none)')
            when 'fault_code'      then coalesce(fault_code, '(none)')
            when 'customer'        then coalesce(customer, '(none)')
            else 'all'
        end
    end                       as group_name
from known;

-- result:  dissatisfied customers
-- grain:   one row per dissatisfied survey answered in the asked time, newest first
-- params:  $from_utc  start, in
--          $to_utc    end, out
-- columns: survey_id           as stored
--          ticket_id           as given in the survey; null for a survey about no ticket
--          customer            of the survey, else of its ticket
--          is_key_customer     grade A on the ticket, else on the customer's newest graded ticket
--          region              of the ticket
--          office              of the ticket
--          product_model       of the ticket
--          technician          of the ticket
--          answered_at_utc     when
--          overall_score       as given
--          score_scale         the best possible score
--          score_share         score ÷ scale
--          comment             in the customer's words: hostile text, to be escaped by whoever prints it
--          called_back_at_utc  null when not called back at the as-of instant
with rows as (
    select * from mart_surveys where is_dissatisfied and answered_at_utc >= $from_utc and answered_at_utc < $to_utc
),
grades as (
    select t.customer, arg_max(t.customer_grade, row(t.received_at_utc, t.ticket_id)) as grade
    from mart_tickets t
    where t.customer in (select customer from rows where customer_grade is null) and t.customer_grade not in ('unknown')
    group by t.customer
)
select
    r.survey_id, r.ticket_id, r.customer,
    coalesce(r.customer_grade, g.grade) is not distinct from 'a' as is_key_customer,
    r.region, r.office, r.product_model, r.technician, r.answered_at_utc, r.overall_score, r.score_scale, r.score_share, r.comment,
    r.called_back_at_utc
from rows r
left join grades g on g.customer = r.customer
order by r.answered_at_utc desc, r.survey_id;

-- result:  since when a model has been with customers, as far as tickets tell
-- grain:   one row per model with a ticket
-- params:  none
-- columns: model      '(none)' when the tickets name none
--          since_on   first day of delivery that a ticket of the model names, or its first ticket's day when that is earlier or none is named
select
    coalesce(product_model, '(none)')                                                       as model,
    least(min(received_at_utc)::date, coalesce(min(delivered_on), date '9999-12-31'))       as since_on
from mart_tickets
group by 1
order by 1;

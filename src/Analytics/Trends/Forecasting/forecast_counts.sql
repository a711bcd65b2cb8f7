-- result:  what is forecast, as it was by month
-- grain:   one row per kind, name and month of mart_months with a ticket
-- params:  none
-- columns: kind         'all': every ticket, 'model': every ticket of a product model, 'part': repairs that name a failed part
--          name         the model or part as stored; null for all
--          months_back  0 for the last month
--          tickets      received in the month
with months as (
    select
        t.request_type,
        t.product_model,
        t.failed_part,
        date_diff('month', m.month, (select max(month) from mart_months))::integer as months_back
    from mart_tickets t
    join mart_months m on t.received_at_utc >= m.start_utc and t.received_at_utc < m.end_utc
),
final as (
    select 'all' as kind, null::varchar as name, months_back, count(*) as tickets from months group by months_back
    union all
    select 'model', product_model, months_back, count(*) from months where product_model is not null group by product_model, months_back
    union all
    select 'part', failed_part, months_back, count(*) from months
    where failed_part is not null and request_type = 'repair'
    group by failed_part, months_back
)
select kind, name, months_back, tickets from final order by kind, name, months_back;

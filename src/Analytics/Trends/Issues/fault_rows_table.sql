-- table:   fault_rows, temporary
-- grain:   one row per repair ticket of mart_months
-- params:  none
-- columns: ticket_id, unit_key  as in mart_tickets
--          months_back          0 for the last of mart_months, 1 for the one before …
--          received_at_utc
--          model, series, fault, part, batch, region, supplier, cause: as stored; '(none)' when not given. An unknown cause counts as not given
create or replace temp table fault_rows as
select
    t.ticket_id,
    t.unit_key,
    date_diff('month', m.month, (select max(month) from mart_months))::integer as months_back,
    t.received_at_utc,
    coalesce(t.product_model, '(none)')                      as model,
    coalesce(t.product_series, '(none)')                     as series,
    coalesce(t.fault_code, '(none)')                         as fault,
    coalesce(t.failed_part, '(none)')                        as part,
    coalesce(t.batch_no, '(none)')                           as batch,
    coalesce(t.region, '(none)')                             as region,
    coalesce(t.supplier, '(none)')                           as supplier,
    coalesce(nullif(t.cause_category, 'unknown'), '(none)')  as cause
from mart_tickets t
join mart_months m on t.received_at_utc >= m.start_utc and t.received_at_utc < m.end_utc
where t.request_type = 'repair';

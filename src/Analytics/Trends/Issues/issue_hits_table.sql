-- table:   issue_hits, temporary
-- grain:   one row per series of found_series and repair ticket of its, over the last 18 months
-- params:  none (repairs: fault_rows)
-- columns: series_id    as in found_series
--          ticket_id
--          months_back  0 for the last month
create or replace temp table issue_hits as
with recent as (
    select * from fault_rows where months_back < 18
)
select s.series_id, r.ticket_id, r.months_back from recent r join found_series s on s.kind = 'model' and s.first_value = r.model
union all
select s.series_id, r.ticket_id, r.months_back from recent r join found_series s on s.kind = 'series' and s.first_value = r.series
union all
select s.series_id, r.ticket_id, r.months_back from recent r join found_series s on s.kind = 'fault' and s.first_value = r.fault
union all
select s.series_id, r.ticket_id, r.months_back from recent r join found_series s on s.kind = 'part' and s.first_value = r.part
union all
select s.series_id, r.ticket_id, r.months_back from recent r join found_series s on s.kind = 'batch' and s.first_value = r.batch
union all
select s.series_id, r.ticket_id, r.months_back from recent r join found_series s on s.kind = 'region' and s.first_value = r.region
union all
select s.series_id, r.ticket_id, r.months_back from recent r join found_series s on s.kind = 'supplier' and s.first_value = r.supplier
union all
select s.series_id, r.ticket_id, r.months_back from recent r join found_series s on s.kind = 'cause' and s.first_value = r.cause
union all
select s.series_id, r.ticket_id, r.months_back
from recent r join found_series s on s.kind = 'model_fault' and s.first_value = r.model and s.second_value = r.fault
union all
select s.series_id, r.ticket_id, r.months_back
from recent r join found_series s on s.kind = 'model_part' and s.first_value = r.model and s.second_value = r.part
union all
select s.series_id, r.ticket_id, r.months_back
from recent r join found_series s on s.kind = 'series_fault' and s.first_value = r.series and s.second_value = r.fault
union all
select s.series_id, r.ticket_id, r.months_back
from recent r join found_series s on s.kind = 'fault_batch' and s.first_value = r.fault and s.second_value = r.batch
union all
select s.series_id, r.ticket_id, r.months_back
from recent r join found_series s on s.kind = 'part_batch' and s.first_value = r.part and s.second_value = r.batch
union all
select s.series_id, r.ticket_id, r.months_back
from recent r join found_series s on s.kind = 'fault_region' and s.first_value = r.fault and s.second_value = r.region
union all
select s.series_id, r.ticket_id, r.months_back
from recent r join found_series s on s.kind = 'part_supplier' and s.first_value = r.part and s.second_value = r.supplier;

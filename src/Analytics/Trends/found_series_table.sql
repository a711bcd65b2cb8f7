-- table:   found_series, temporary
-- grain:   one row per series of model and fault whose tickets are asked for
-- params:  none
-- columns: product_model  as in the series
--          fault_code     as in the series
create or replace temp table found_series (product_model varchar not null, fault_code varchar not null);

-- result:  why rows of a batch were set aside
-- grain:   one row per rule and column
-- params:  $batch_id
-- columns: rule         code of the reason
--          column_name  the stored column; empty when the whole row is meant
--          n            rows
with reasons as (
    select unnest(reasons) as reason from import.rejected_rows where batch_id = $batch_id
)
select reason.rule as rule, reason.column_name as column_name, count(*) as n
from reasons
group by all
order by n desc, rule, column_name;

-- result:  why rows of a batch were left out
-- grain:   one row per rule
-- params:  $batch_id
-- columns: rule         code of the reason
--          column_name  empty: the whole row is meant
--          n            rows
select rule, '' as column_name, count(*) as n
from import.left_out_rows
where batch_id = $batch_id
group by rule
order by n desc, rule;

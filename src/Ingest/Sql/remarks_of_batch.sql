-- result:  values of a batch that were not used in rows that were
-- grain:   one row per rule and column
-- params:  $batch_id
-- columns: rule         code of the remark
--          column_name  the stored column
--          n            values
select rule, column_name, count(*) as n
from import.remarks
where batch_id = $batch_id
group by all
order by n desc, rule, column_name;

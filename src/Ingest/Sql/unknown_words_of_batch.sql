-- result:  words of a batch that the mapping doesn't know
-- grain:   one row per column and word, the 100 most frequent
-- params:  $batch_id
-- columns: column_name  the stored column
--          word         as delivered
--          n            rows
select column_name, value as word, count(*) as n
from import.remarks
where batch_id = $batch_id and rule = 'unknown_code'
group by all
order by n desc, column_name, word
limit 100;

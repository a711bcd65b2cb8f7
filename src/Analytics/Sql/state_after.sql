-- result:  the state of knowledge after a batch
-- grain:   one row
-- params:  $batch  the last batch to count; null = all
-- columns: as_of_batch  the last batch taken in up to there; null when there is none
--          as_of_utc    the newest export instant among those batches; null when there is none
select
    max(batch_id)        as as_of_batch,
    max(exported_at_utc) as as_of_utc
from import.batches
where $batch::integer is null or batch_id <= $batch::integer
order by as_of_batch;

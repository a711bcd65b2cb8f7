-- result:  the newest state of knowledge
-- grain:   one row
-- params:  none
-- columns: as_of_batch  the last batch taken in; null when there is none
--          as_of_utc    the newest export instant among all batches; null when there is none
select
    max(batch_id)        as as_of_batch,
    max(exported_at_utc) as as_of_utc
from import.batches
order by as_of_batch;

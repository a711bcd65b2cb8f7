-- result:  which kinds of export have been taken in
-- grain:   one row per kind with at least one file up to the as-of batch
-- params:  none (session variable as_of_batch)
-- columns: kind  tickets, complaints, surveys, rectifications, installed_units
select kind
from import.batches
where batch_id <= getvariable('as_of_batch')
group by kind
order by kind;

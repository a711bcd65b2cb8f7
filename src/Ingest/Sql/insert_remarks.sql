-- insert:  values not used, of rows stored by this batch, in the order of the file
-- params:  $batch_id, $heading_row
insert into import.remarks (batch_id, row_number, row_key, column_name, value, rule)
with stored as (
    select record, row_key, unnest(remarks) as remark
    from incoming
    where remarks is not null
      and record not in (select record from repeated)
      and record not in (select record from matched where outcome <> 'changed')
)
select $batch_id, record + $heading_row + 1, row_key, remark.column_name, remark.value, remark.rule
from stored
order by record, remark.column_name;

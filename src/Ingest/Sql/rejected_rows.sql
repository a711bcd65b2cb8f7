-- result:  rows set aside and not yet corrected: a row taken in again stands in the list under the batch that took it
-- grain:   one row per row set aside and reason
-- params:  $batch_id (null = any), $kind (null = any), $rule (null = any), $most (rows set aside at most)
-- columns: batch_id     the batch
--          file_name    the file that the row first came in, as it was called when it came
--          sheet_name   its sheet, behind the file of an archive; null for plain text
--          kind         kind of export
--          mapping_name the mapping that had read it
--          row_number   its number in the batch, as a person counts in the sheet
--          first_row    its number in that first file; another than row_number when the row was taken in again since
--          column_name  the stored column; empty when the whole row is meant
--          value        the cell as delivered
--          rule         code of the reason
--          row_json     the row's cells by heading
with recursive origins as (
    select batch_id, row_number, from_batch_id, from_row_number from import.retried_rows
    union all
    select origins.batch_id, origins.row_number, earlier.from_batch_id, earlier.from_row_number
    from origins
    join import.retried_rows as earlier on earlier.batch_id = origins.from_batch_id and earlier.row_number = origins.from_row_number
),
firsts as (
    select batch_id, row_number, from_batch_id as first_batch_id, from_row_number as first_row
    from origins
    where (from_batch_id, from_row_number) not in (select (batch_id, row_number) from import.retried_rows)
),
wanted as (
    select
        rejected.batch_id, first_batches.file_name, first_batches.sheet_name, batches.kind, batches.mapping_name, rejected.row_number,
        coalesce(firsts.first_row, rejected.row_number) as first_row, rejected.reasons, rejected.row_json
    from import.rejected_rows as rejected
    join import.batches on batches.batch_id = rejected.batch_id
    left join firsts on firsts.batch_id = rejected.batch_id and firsts.row_number = rejected.row_number
    join import.batches as first_batches on first_batches.batch_id = coalesce(firsts.first_batch_id, rejected.batch_id)
    where ($batch_id::integer is null or rejected.batch_id = $batch_id::integer)
      and ($kind::varchar is null or batches.kind = $kind::varchar)
      and ($rule::varchar is null or list_contains(list_transform(rejected.reasons, lambda reason: reason.rule), $rule::varchar))
      and (rejected.batch_id, rejected.row_number) not in (select (from_batch_id, from_row_number) from import.retried_rows)
    order by rejected.batch_id, rejected.row_number
    limit $most
),
per_reason as (
    select batch_id, file_name, sheet_name, kind, mapping_name, row_number, first_row, unnest(reasons) as reason, generate_subscripts(reasons, 1) as place, row_json
    from wanted
)
select batch_id, file_name, sheet_name, kind, mapping_name, row_number, first_row, reason.column_name as column_name, reason.value as value, reason.rule as rule, row_json
from per_reason
order by batch_id, row_number, place;

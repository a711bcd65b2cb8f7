-- result:  the files that the figures rest on
-- grain:   one row per file taken in up to the as-of batch
-- params:  none (session variable as_of_batch)
-- columns: batch_id         order of import
--          kind             tickets, complaints, surveys, rectifications, installed_units
--          file_name        as it was called when it came
--          sha256           of its bytes, hex
--          mapping_name     the mapping that recognised it
--          exported_at_utc  the instant at which it shows the source system
--          exported_at_source  given, file_name, newest_row
--          rows_read        data rows; the sum of the five below
--          rows_new         key not seen before
--          rows_changed     key known, values differ
--          rows_unchanged   key known, values the same
--          rows_set_aside   not usable
--          rows_left_out    totals, repeated headings, second copies, older than what is stored
--          rows_mended      of rows_set_aside, those that were corrected since and taken in
--          is_correction    true for the small file that corrected rows came back in: it is no export
-- note:    a row that is still bad when it comes back stands in that small file, may be corrected once more, and so on.
with recursive again as (
    select from_batch_id as batch_id, from_row_number as row_number, batch_id as last_batch_id, row_number as last_row_number
    from import.retried_rows
    where batch_id <= getvariable('as_of_batch')
    union all
    select again.batch_id, again.row_number, more.batch_id, more.row_number
    from again
    join import.retried_rows as more on more.from_batch_id = again.last_batch_id and more.from_row_number = again.last_row_number
    where more.batch_id <= getvariable('as_of_batch')
),
mended as (
    select batch_id, count(*) as row_count
    from again
    where (last_batch_id, last_row_number) not in (select (batch_id, row_number) from import.rejected_rows)
    group by batch_id
)
select
    batch_id, kind, file_name, sha256, mapping_name, exported_at_utc, exported_at_source,
    rows_read, rows_new, rows_changed, rows_unchanged, rows_set_aside, rows_left_out,
    coalesce(mended.row_count, 0)                                                                    as rows_mended,
    batch_id in (select batch_id from import.batch_readings where retry_of is not null)              as is_correction
from import.batches
left join mended using (batch_id)
where batch_id <= getvariable('as_of_batch')
order by batch_id;

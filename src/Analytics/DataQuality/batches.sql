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
select
    batch_id, kind, file_name, sha256, mapping_name, exported_at_utc, exported_at_source,
    rows_read, rows_new, rows_changed, rows_unchanged, rows_set_aside, rows_left_out
from import.batches
where batch_id <= getvariable('as_of_batch')
order by batch_id;

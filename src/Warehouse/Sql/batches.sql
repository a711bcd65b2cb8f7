-- result:  import batches
-- grain:   one row per file taken in
-- params:  none
-- columns: batch_id            order of import, from 1
--          kind                tickets, complaints, surveys, rectifications, installed_units
--          mapping_name        the mapping that recognised the file
--          file_name           as it was called when it came
--          sha256              of its bytes, hex
--          exported_at_utc     the instant the file shows the source system at
--          exported_at_source  given, file_name or newest_row
--          rows_read           data rows; the sum of the five below
--          rows_new            key not seen before
--          rows_changed        key known, parsed values differ
--          rows_unchanged      key known, parsed values the same
--          rows_set_aside      not usable, kept in import.rejected_rows
--          rows_left_out       totals, repeated headings, rows older than what is stored
select
    batch_id, kind, mapping_name, file_name, sha256, exported_at_utc, exported_at_source,
    rows_read, rows_new, rows_changed, rows_unchanged, rows_set_aside, rows_left_out
from import.batches
order by batch_id;

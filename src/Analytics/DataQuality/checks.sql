-- result:  what the newest export of each kind was found to be like as a whole
-- grain:   one row per kind and check that could be made
-- params:  none (session variable as_of_batch)
-- columns: kind         of the export
--          file_name    as it was called when it came
--          check_name   control_rows, control_sum, freshness, rhythm, volume, unknown_codes, contradictions, future_instants, same_rows, forgotten_customer
--          column_name  of control_sum the column; else empty
--          is_passed    false when somebody should look
--          observed     rows, a sum, days or a share; null when the check has no such figure
--          expected     what it was held against
--          rows_bad     rows or cells concerned; null when the check counts none
--          rows_of      of how many
-- note:    rows set aside that were taken in again come as small files of their own; those are no exports.
with newest as (
    select kind, max(batch_id) as batch_id
    from import.batches
    where batch_id <= getvariable('as_of_batch')
      and batch_id not in (select batch_id from import.batch_readings where retry_of is not null)
    group by kind
)
select
    newest.kind, batches.file_name, checks.check_name, checks.column_name, checks.is_passed,
    checks.observed, checks.expected, checks.rows_bad, checks.rows_of
from import.batch_checks as checks
join newest on newest.batch_id = checks.batch_id
join import.batches on batches.batch_id = checks.batch_id
order by newest.batch_id, checks.check_name, checks.column_name;

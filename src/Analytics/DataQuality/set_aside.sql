-- result:  why rows were set aside
-- grain:   one row per kind, rule and column, of all files up to the as-of batch
-- params:  none (session variable as_of_batch)
-- columns: kind         of the export
--          rule         code of the reason
--          column_name  the column concerned; empty when the whole row is
--          row_count    rows with this reason in all files; a row with several reasons stands under each
--          newest_count of these, in the newest export of the kind
-- note:    rows set aside that were taken in again come as small files of their own; those are no exports.
with newest as (
    select kind, max(batch_id) as batch_id
    from import.batches
    where batch_id <= getvariable('as_of_batch')
      and batch_id not in (select batch_id from import.batch_readings where retry_of is not null)
    group by kind
),
reasons as (
    select b.kind, r.batch_id, r.row_number, unnest(r.reasons) as reason
    from import.rejected_rows r
    join import.batches b on r.batch_id = b.batch_id
    where r.batch_id <= getvariable('as_of_batch')
)
select
    r.kind,
    r.reason.rule                                                                           as rule,
    coalesce(r.reason.column_name, '')                                                      as column_name,
    count(distinct (r.batch_id, r.row_number))                                              as row_count,
    count(distinct (r.batch_id, r.row_number)) filter (r.batch_id = n.batch_id)             as newest_count
from reasons r
join newest n on r.kind = n.kind
group by all
order by kind, row_count desc, rule, column_name;

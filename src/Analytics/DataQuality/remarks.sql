-- result:  values that could not be used in rows that are in force
-- grain:   one row per kind, column and rule
-- params:  none (session variable as_of_batch)
-- columns: kind         of the export
--          column_name  the column concerned
--          rule         code of the remark
--          row_count    rows as of the batch whose value could not be used
--          word_count   different words
--          words        the most frequent ones with their counts, at most ten, one a line: word, tabulator, count
with in_force as (
    select batch_id, row_number from as_of.tickets
    union all
    select batch_id, row_number from as_of.complaints
    union all
    select batch_id, row_number from as_of.surveys
    union all
    select batch_id, row_number from as_of.rectifications
    union all
    select batch_id, row_number from as_of.installed_units
    union all
    select batch_id, row_number from as_of.visits
    union all
    select batch_id, row_number from as_of.part_movements
    union all
    select batch_id, row_number from as_of.orders
    union all
    select batch_id, row_number from as_of.ticket_events
),
words as (
    select b.kind, r.column_name, r.rule, coalesce(r.value, '') as word, count(*) as word_rows
    from import.remarks r
    join import.batches b on r.batch_id = b.batch_id
    semi join in_force f on r.batch_id = f.batch_id and r.row_number = f.row_number
    where r.batch_id <= getvariable('as_of_batch')
    group by all
),
ranked as (
    select *, row_number() over (partition by kind, column_name, rule order by word_rows desc, word) as place
    from words
)
select
    kind,
    column_name,
    rule,
    sum(word_rows)::bigint                                                                              as row_count,
    count(*)                                                                                            as word_count,
    string_agg(replace(replace(word, chr(10), ' '), chr(9), ' ') || chr(9) || word_rows, chr(10) order by place) filter (place <= 10) as words
from ranked
group by kind, column_name, rule
order by kind, row_count desc, column_name, rule;

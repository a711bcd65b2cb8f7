-- insert:  rows left out, in the order of the file
-- params:  $batch_id, $heading_row
insert into import.left_out_rows (batch_id, row_number, row_key, rule)
with left_out as (
    select record, row_key, case state when 2 then 'total_row' when 3 then 'repeated_heading' when 5 then 'not_ours' else 'note_row' end as rule
    from incoming
    where state in (2, 3, 5, 6)
    union all
    select record, null, rule from odd_left_out
    union all
    select repeated.record, incoming.row_key, repeated.rule
    from repeated join incoming on incoming.record = repeated.record
    where repeated.rule in ('identical_duplicate', 'superseded_duplicate')
    union all
    select matched.record, incoming.row_key, matched.outcome
    from matched join incoming on incoming.record = matched.record
    where matched.outcome = 'older_export'
)
select $batch_id, record + $heading_row + 1, row_key, rule
from left_out
order by record;

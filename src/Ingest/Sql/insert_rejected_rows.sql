-- insert:  rows set aside, in the order of the file
-- params:  $batch_id, $heading_row, $key_column
-- note:    raw_rows(record, rule, value, row_json) holds every record set aside; rule only for those out of shape.
insert into import.rejected_rows (batch_id, row_number, reasons, row_json)
select
    $batch_id,
    raw_rows.record + $heading_row + 1,
    case
        when raw_rows.rule is not null then [{'column_name': '', 'value': raw_rows.value, 'rule': raw_rows.rule}]
        when repeated.rule is not null then [{'column_name': $key_column, 'value': incoming.row_key, 'rule': repeated.rule}]
        else incoming.reasons
    end,
    raw_rows.row_json
from raw_rows
join incoming on incoming.record = raw_rows.record
left join repeated on repeated.record = raw_rows.record
order by raw_rows.record;

-- result:  how far the columns that figures need are filled in, in the month's tickets
-- grain:   one row per column
-- params:  $month_start_utc, $month_end_utc   (start <= received < end)
-- columns: column_name    of the tickets
--          expected       tickets that should have a value: all; repairs (fault_code, serial_no); repairs that are confirmed, archived or closed
--                         (repaired_at_utc); on-site repairs with a time of repair (visit_count)
--          filled         of these, with a usable value; an unknown word isn't one
--          unknown        of these, with a word that the mapping doesn't know
with tickets as (
    select
        *,
        coalesce(request_type = 'repair', false)                                             as is_repair,
        coalesce(confirmed_at_utc, archived_at_utc, closed_at_utc) is not null               as is_over
    from mart_tickets
    where received_at_utc >= $month_start_utc and received_at_utc < $month_end_utc
),
cells as (
    select unnest([
        {'place': 1,  'column_name': 'customer',        'is_expected': true,                  'value': customer},
        {'place': 2,  'column_name': 'region',          'is_expected': true,                  'value': region},
        {'place': 3,  'column_name': 'office',          'is_expected': true,                  'value': office},
        {'place': 4,  'column_name': 'product_model',   'is_expected': true,                  'value': product_model},
        {'place': 5,  'column_name': 'serial_no',       'is_expected': is_repair,             'value': serial_no},
        {'place': 6,  'column_name': 'request_type',    'is_expected': true,                  'value': request_type},
        {'place': 7,  'column_name': 'service_type',    'is_expected': true,                  'value': service_type},
        {'place': 8,  'column_name': 'severity',        'is_expected': is_repair,             'value': severity},
        {'place': 9,  'column_name': 'fault_code',      'is_expected': is_repair,             'value': fault_code},
        {'place': 10, 'column_name': 'resolution_mode', 'is_expected': is_over,               'value': resolution_mode},
        {'place': 11, 'column_name': 'answered_at_utc', 'is_expected': is_over,               'value': answered_at_utc::varchar},
        {'place': 12, 'column_name': 'repaired_at_utc', 'is_expected': is_repair and is_over, 'value': repaired_at_utc::varchar},
        {'place': 13, 'column_name': 'visit_count',     'is_expected': is_completed_repair and coalesce(resolution_mode = 'on_site', false), 'value': visit_count::varchar}
    ]) as cell
    from tickets
)
select
    cell.column_name                                                                      as column_name,
    count(*) filter (cell.is_expected)                                                    as expected,
    count(*) filter (cell.is_expected and cell.value is not null and cell.value <> 'unknown') as filled,
    count(*) filter (cell.is_expected and cell.value = 'unknown')                         as unknown
from cells
group by cell.place, cell.column_name
order by cell.place;

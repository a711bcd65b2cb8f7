-- result:  what a fault code means, in the words used most
-- grain:   one row per fault code with a text among the repairs of mart_months
-- params:  none
-- columns: fault_code  as stored
--          fault_text  the most common text of the code; of equally common ones the first by character code. Hostile text.
with texts as (
    select t.fault_code, t.fault_text, count(*) as uses
    from mart_tickets t
    join mart_months m on t.received_at_utc >= m.start_utc and t.received_at_utc < m.end_utc
    where t.request_type = 'repair' and t.fault_code is not null and t.fault_text is not null
    group by 1, 2
)
select fault_code, fault_text
from texts
qualify row_number() over (partition by fault_code order by uses desc, fault_text) = 1
order by fault_code;

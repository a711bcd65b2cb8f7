-- table:   repeated, the usable rows of incoming whose key stands in the file more than once
-- columns: record  number of the record after the heading, from 0
--          rule    contradicting_duplicate: the rows of the key differ, none can be trusted
--                  identical_duplicate: a copy of an earlier row; that first row isn't in this table
-- note:    keys are compared by hash first: nearly all are unique, and only the few others are then looked at.
create or replace temp table repeated as
with suspects as not materialized (
    select hash(row_key) as key_hash
    from incoming
    where state = 0
    group by hash(row_key)
    having count(*) > 1
),
suspected_rows as not materialized (
    select record, row_key, content_hash
    from incoming
    where state = 0 and hash(row_key) in (select key_hash from suspects)
),
compared as not materialized (
    select
        record,
        count(*) over of_key as copies,
        min(content_hash) over of_key <> max(content_hash) over of_key as is_contradiction,
        row_number() over (partition by row_key order by record) as place
    from suspected_rows
    window of_key as (partition by row_key)
)
select record, case when is_contradiction then 'contradicting_duplicate' else 'identical_duplicate' end as rule
from compared
where copies > 1 and (is_contradiction or place > 1);

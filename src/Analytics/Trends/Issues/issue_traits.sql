-- result:  in what the repairs of an issue sit: the values of each dimension that they name, since the issue began
-- grain:   one row per series of issue_since, dimension and value; repairs without a value are left out
-- params:  none (issue_hits, issue_since)
-- columns: series_id  as in found_series
--          dimension  model, series, fault, part, batch, region, supplier, cause or unit
--          value      as stored; of a unit its serial number (units without one are left out)
--          repairs    tickets
with hits as (
    select h.series_id, r.*
    from issue_hits h
    join issue_since s on s.series_id = h.series_id and h.months_back <= s.months_back
    join fault_rows r on r.ticket_id = h.ticket_id
),
listed as (
    select series_id, model, series, fault, part, batch, region, supplier, cause, case when unit_key[1] = '#' then unit_key[2:] end as unit
    from hits
)
select series_id, dimension, value, count(*) as repairs
from (unpivot listed on model, series, fault, part, batch, region, supplier, cause, unit into name dimension value value)
where value <> '(none)'
group by all
order by series_id, dimension, repairs desc, value;

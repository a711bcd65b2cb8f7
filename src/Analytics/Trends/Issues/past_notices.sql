-- result:  what rectification notices have said of a fault before
-- grain:   one row per notice of the fault, newest first
-- params:  $fault  fault code
--          $model  product model; null = any
-- columns: notice_no            as stored, likewise the next six
--          product_model
--          problem
--          measure
--          issued_on
--          implemented_on
--          verification_result
select
    notice_no, product_model, problem, measure, coalesce(issued_on, confirmed_on) as issued_on,
    case when implemented_on <= getvariable('as_of_on') then implemented_on end as implemented_on,
    verification_result
from as_of.rectifications
where fault_code = $fault and coalesce(issued_on, confirmed_on, implemented_on, date '0001-01-01') <= getvariable('as_of_on')
order by (product_model is not distinct from $model) desc, coalesce(issued_on, confirmed_on) desc, notice_no
limit 3;

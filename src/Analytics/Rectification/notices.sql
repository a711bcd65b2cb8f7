-- result:  rectification notices
-- grain:   one row per notice known by the end of the month: by its day of confirmation, else issue, else implementation; undated ones too
-- params:  $month_end_on          first day after the month
-- columns: notice_no              as stored, likewise the next eight
--          problem
--          product_model
--          fault_code
--          batch_no
--          responsible_department
--          owner
--          measure
--          verification_result
--          implemented_on         null when it lies after the as-of day
--          verified_on            likewise
select
    notice_no, problem, product_model, fault_code, batch_no, responsible_department, owner, measure, verification_result,
    case when implemented_on <= getvariable('as_of_on') then implemented_on end as implemented_on,
    case when verified_on <= getvariable('as_of_on') then verified_on end       as verified_on
from as_of.rectifications
where coalesce(confirmed_on, issued_on, implemented_on, date '0001-01-01') < $month_end_on
order by coalesce(confirmed_on, issued_on, implemented_on), notice_no;

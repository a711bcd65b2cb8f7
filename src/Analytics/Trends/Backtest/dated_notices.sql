-- result:  rectification notices that name a fault
-- grain:   one row per notice with a fault code and a day of issue or confirmation
-- params:  none
-- columns: notice_no      as stored
--          product_model  null when none is named
--          fault_code
--          noticed_on     day of issue, else of confirmation
select notice_no, product_model, fault_code, coalesce(issued_on, confirmed_on) as noticed_on
from as_of.rectifications
where fault_code is not null and coalesce(issued_on, confirmed_on) <= getvariable('as_of_on')
order by noticed_on, notice_no;

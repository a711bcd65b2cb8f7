-- result:  the watched lives of all units and their repairs
-- grain:   one row per product model, batch, watched span and ages at repair that units have in common
-- params:  none
-- columns: product_model   '(none)' when it is missing; batch_no likewise
--          batch_no
--          from_days       age at which the units came under watch
--          to_days         age at the end
--          ages            their ages at repair in days, ascending, blanks between; null = no repair
--          unit_count      how many such units
-- note:    reads unit_lives and unit_failures
with repaired as (
    select serial_no, string_agg(age_days::varchar, ' ' order by age_days) as ages
    from unit_failures
    group by serial_no
)
select l.product_model, l.batch_no, l.from_days, l.to_days, r.ages, count(*) as unit_count
from unit_lives l
left join repaired r on l.serial_no = r.serial_no
group by all
order by l.product_model, l.batch_no, l.from_days, l.to_days, r.ages;

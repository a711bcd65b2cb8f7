-- result:  repairs of customers that had to be repeated
-- grain:   one row per repair of the asked time whose unit came back with the same fault within the window
-- params:  $from_utc     start of the time of return, in
--          $to_utc       its end, out
--          $window_days  a return within so many days of the repair is a repeat
-- columns: customer   of the repair
--          ticket_id  the repair that did not hold
--          back_utc   when the unit came back
-- note:    reads repeat_hits (Sql/prepare/repeat_hits.sql)
select t.customer, t.ticket_id, h.same_fault_at_utc as back_utc
from repeat_hits h
join mart_tickets t on t.ticket_no = h.ticket_no
where t.customer is not null
    and h.same_fault_at_utc >= $from_utc and h.same_fault_at_utc < $to_utc
    and h.same_fault_at_utc <= t.repaired_at_utc + to_days($window_days::integer)
order by t.customer, h.same_fault_at_utc, t.ticket_id;

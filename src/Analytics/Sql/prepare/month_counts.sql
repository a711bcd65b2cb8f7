-- table:   month_counts, temporary
-- grain:   one row per asked month, group, request type and what is said of money, with a ticket received in it
-- params:  none; reads the asked months, the session's dimension and state of knowledge
-- columns: month          of receipt
--          group_name     as in mart_tickets
--          request_type   as stored; null when it is missing
--          is_free        of service type free
--          has_cost       at least one of the four costs is recorded
--          is_completed_repair  as in mart_tickets
--          tickets        received in the month
--          with_charge, with_parts, with_labour, with_travel, with_freight   of those, with the amount recorded
--          with_amount    with at least one of the five
--          charge, parts_cost, labour_cost, travel_cost, freight_cost        sums; null when none is recorded
-- note:    every count of tickets by month of receipt, and of their money, is a sum of these
create or replace temp table month_counts as
select
    month,
    group_name,
    request_type,
    coalesce(service_type = 'free', false)                                               as is_free,
    coalesce(parts_cost, labour_cost, travel_cost, freight_cost) is not null             as has_cost,
    is_completed_repair,
    count(*)                                                                             as tickets,
    count(charge)                                                                        as with_charge,
    count(parts_cost)                                                                    as with_parts,
    count(labour_cost)                                                                   as with_labour,
    count(travel_cost)                                                                   as with_travel,
    count(freight_cost)                                                                  as with_freight,
    count(coalesce(charge, parts_cost, labour_cost, travel_cost, freight_cost))          as with_amount,
    sum(charge)                                                                          as charge,
    sum(parts_cost)                                                                      as parts_cost,
    sum(labour_cost)                                                                     as labour_cost,
    sum(travel_cost)                                                                     as travel_cost,
    sum(freight_cost)                                                                    as freight_cost
from mart_month_tickets
group by all;

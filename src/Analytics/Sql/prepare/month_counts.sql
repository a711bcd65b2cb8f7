-- table:   month_counts, temporary
-- grain:   one row per asked month, group and request type with a ticket received in it
-- params:  none; reads the asked months, the session's dimension and state of knowledge
-- columns: month             of receipt
--          group_name        as in mart_tickets
--          request_type      as stored; null when it is missing
--          tickets           received in the month
--          free_tickets      of those, of service type free
--          free_with_cost    of those, with at least one of the four costs recorded
--          free_cost         parts, labour, travel and freight of those; null when there are none
-- note:    every count of tickets by month of receipt is a sum of these
create or replace temp table month_counts as
select
    month,
    group_name,
    request_type,
    count(*)                                                                                              as tickets,
    count(*) filter (where service_type = 'free')                                                         as free_tickets,
    count(coalesce(parts_cost, labour_cost, travel_cost, freight_cost)) filter (where service_type = 'free') as free_with_cost,
    sum(case when service_type = 'free' and coalesce(parts_cost, labour_cost, travel_cost, freight_cost) is not null
             then coalesce(parts_cost, 0) + coalesce(labour_cost, 0) + coalesce(travel_cost, 0) + coalesce(freight_cost, 0) end) as free_cost
from mart_month_tickets
group by month, group_name, request_type;

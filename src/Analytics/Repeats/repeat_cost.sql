-- result:  what the month's repeats have cost
-- grain:   one row
-- params:  none
-- columns: repeat_count   repeats received in the month
--          chain_count    chains that they belong to
--          priced_count   repeats with at least one cost recorded
--          parts_cost     yuan, of the priced ones; likewise the next three; null when none is recorded
--          labour_cost
--          travel_cost
--          freight_cost
-- note:    reads repeat_chain_tickets (Repeats/chain_tickets.sql)
select
    count(*)                                                                    as repeat_count,
    count(distinct chain_id)                                                    as chain_count,
    count(coalesce(parts_cost, labour_cost, travel_cost, freight_cost))         as priced_count,
    sum(parts_cost)                                                             as parts_cost,
    sum(labour_cost)                                                            as labour_cost,
    sum(travel_cost)                                                            as travel_cost,
    sum(freight_cost)                                                           as freight_cost
from repeat_chain_tickets
where is_repeat and is_in_month;

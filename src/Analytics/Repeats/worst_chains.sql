-- result:  the chains of repeats with a repeat in the month, worst first
-- grain:   one row per chain, at most $most
-- params:  $most              how many
-- columns: serial_no          of the unit; null when it is known by customer and model only
--          customer           of the chain's last ticket
--          product_model      likewise
--          fault_key          the fault code, or the part when the policy says so; the same for all
--          repeat_count       repeats in the chain up to the end of the month
--          first_received_at_utc  receipt of the first ticket
--          last_received_at_utc   receipt of the last ticket
--          is_open            the last ticket isn't repaired yet
--          cost               yuan: parts, labour, travel and freight of the repeats; null when none is recorded
--          ticket_ids         in order of receipt, one a line
-- note:    reads repeat_chain_tickets (Repeats/chain_tickets.sql)
select
    max(serial_no)                                                                            as serial_no,
    max_by(customer, row(received_at_utc, ticket_id))                                         as customer,
    max_by(product_model, row(received_at_utc, ticket_id))                                    as product_model,
    max(fault_key)                                                                            as fault_key,
    count(*) filter (is_repeat)                                                               as repeat_count,
    min(received_at_utc)                                                                      as first_received_at_utc,
    max(received_at_utc)                                                                      as last_received_at_utc,
    bool_or(repaired_at_utc is null or repaired_at_utc > getvariable('as_of_utc'))            as is_open,
    sum(coalesce(parts_cost, 0) + coalesce(labour_cost, 0) + coalesce(travel_cost, 0) + coalesce(freight_cost, 0))
        filter (is_repeat and coalesce(parts_cost, labour_cost, travel_cost, freight_cost) is not null) as cost,
    string_agg(ticket_id, chr(10) order by received_at_utc, ticket_id)                        as ticket_ids
from repeat_chain_tickets
group by chain_id
order by repeat_count desc, last_received_at_utc desc, first_received_at_utc, ticket_ids
limit $most;

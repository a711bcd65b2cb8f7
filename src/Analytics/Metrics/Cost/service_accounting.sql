-- metric:  service_accounting
-- grain:   one row per month and item with at least one amount recorded
-- params:  none
-- columns: month         of the ticket's receipt; of a visit without a ticket that is known, of its end, else its beginning
--          group_name    charge, parts, labour, travel, meals, lodging, freight; cost = the six costs together; result = charge less cost
--          value         yuan
--          n             tickets and visits with the amount recorded (of cost and result: with any of them)
--          unmeasurable  of cost and result: completed repairs of the month without any amount, their own or their visits'; else 0
-- note:    what the visits of a ticket record as travel stands in the place of the ticket's own: it is the same journey. Sums of decimals, so exact.
with visits as (
    select
        ticket_id, travel_cost, meals_cost, lodging_cost,
        coalesce(returned_at_utc, left_at_utc, reported_at_utc, arrived_at_utc, departed_at_utc) as ended_at_utc
    from as_of.visits
    where coalesce(travel_cost, meals_cost, lodging_cost) is not null
),
trips as (
    select ticket_id, sum(travel_cost) as travel_cost, sum(meals_cost) as meals_cost, sum(lodging_cost) as lodging_cost
    from visits
    where ticket_id is not null
    group by ticket_id
),
changed as (
    select
        t.month, t.charge, t.parts_cost, t.labour_cost, t.travel_cost, t.freight_cost, t.is_completed_repair,
        v.travel_cost as trips_travel_cost, v.meals_cost as trips_meals_cost, v.lodging_cost as trips_lodging_cost
    from mart_month_tickets as t
    join trips as v on v.ticket_id = t.ticket_id
),
amounts as (
    -- what month_counts has of tickets with trips is taken off, and put in with them
    select -1 as times, month, charge, parts_cost, labour_cost, travel_cost, null as meals_cost, null as lodging_cost, freight_cost, is_completed_repair
    from changed
    union all
    select 1, month, charge, parts_cost, labour_cost, coalesce(trips_travel_cost, travel_cost), trips_meals_cost, trips_lodging_cost, freight_cost, is_completed_repair
    from changed
    union all
    select 1, mart_month(v.ended_at_utc), null, null, null, v.travel_cost, v.meals_cost, v.lodging_cost, null, false
    from visits as v
    where v.ended_at_utc <= getvariable('as_of_utc') and mart_month(v.ended_at_utc) is not null
      and not exists (from mart_tickets as t where t.ticket_id = v.ticket_id)
),
counted as (
    select
        month,
        charge, with_charge as charge_n,
        parts_cost as parts, with_parts as parts_n,
        labour_cost as labour, with_labour as labour_n,
        travel_cost as travel, with_travel as travel_n,
        null as meals, 0 as meals_n,
        null as lodging, 0 as lodging_n,
        freight_cost as freight, with_freight as freight_n,
        case when has_cost then tickets else 0 end                        as cost_n,
        with_amount                                                       as any_n,
        case when is_completed_repair then tickets - with_amount else 0 end as without
    from month_counts
    union all
    select
        month,
        times * charge, times * (charge is not null)::integer,
        times * parts_cost, times * (parts_cost is not null)::integer,
        times * labour_cost, times * (labour_cost is not null)::integer,
        times * travel_cost, times * (travel_cost is not null)::integer,
        times * meals_cost, times * (meals_cost is not null)::integer,
        times * lodging_cost, times * (lodging_cost is not null)::integer,
        times * freight_cost, times * (freight_cost is not null)::integer,
        times * (coalesce(parts_cost, labour_cost, travel_cost, meals_cost, lodging_cost, freight_cost) is not null)::integer,
        times * (coalesce(charge, parts_cost, labour_cost, travel_cost, meals_cost, lodging_cost, freight_cost) is not null)::integer,
        times * (is_completed_repair and coalesce(charge, parts_cost, labour_cost, travel_cost, meals_cost, lodging_cost, freight_cost) is null)::integer
    from amounts
),
sums as (
    select
        month,
        sum(charge) as charge, sum(charge_n)::bigint as charge_n,
        sum(parts) as parts, sum(parts_n)::bigint as parts_n,
        sum(labour) as labour, sum(labour_n)::bigint as labour_n,
        sum(travel) as travel, sum(travel_n)::bigint as travel_n,
        sum(meals) as meals, sum(meals_n)::bigint as meals_n,
        sum(lodging) as lodging, sum(lodging_n)::bigint as lodging_n,
        sum(freight) as freight, sum(freight_n)::bigint as freight_n,
        sum(cost_n)::bigint as cost_n, sum(any_n)::bigint as any_n, sum(without)::bigint as without
    from counted
    group by month
),
costs as (
    select *, coalesce(parts, 0) + coalesce(labour, 0) + coalesce(travel, 0) + coalesce(meals, 0) + coalesce(lodging, 0) + coalesce(freight, 0) as cost
    from sums
),
items as (
    select month, unnest([
        {'item': 'charge',  'value': charge,  'n': charge_n,  'without': 0},
        {'item': 'parts',   'value': parts,   'n': parts_n,   'without': 0},
        {'item': 'labour',  'value': labour,  'n': labour_n,  'without': 0},
        {'item': 'travel',  'value': travel,  'n': travel_n,  'without': 0},
        {'item': 'meals',   'value': meals,   'n': meals_n,   'without': 0},
        {'item': 'lodging', 'value': lodging, 'n': lodging_n, 'without': 0},
        {'item': 'freight', 'value': freight, 'n': freight_n, 'without': 0},
        {'item': 'cost',    'value': cost,    'n': cost_n,    'without': without},
        {'item': 'result',  'value': coalesce(charge, 0) - cost, 'n': any_n, 'without': without}]) as i
    from costs
)
select month, i.item as group_name, i.value as value, i.n as n, i.without as unmeasurable
from items
where i.n > 0
order by month, group_name;

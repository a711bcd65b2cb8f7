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
amounts as (
    select
        t.month, t.charge, t.parts_cost, t.labour_cost, coalesce(v.travel_cost, t.travel_cost) as travel_cost, v.meals_cost, v.lodging_cost, t.freight_cost,
        t.is_completed_repair
    from mart_month_tickets as t
    left join trips as v on v.ticket_id = t.ticket_id
    union all
    select mart_month(v.ended_at_utc), null, null, null, v.travel_cost, v.meals_cost, v.lodging_cost, null, false
    from visits as v
    where v.ended_at_utc <= getvariable('as_of_utc') and mart_month(v.ended_at_utc) is not null
      and not exists (from mart_tickets as t where t.ticket_id = v.ticket_id)
),
sums as (
    select
        month,
        sum(charge) as charge, count(charge) as charge_n,
        sum(parts_cost) as parts, count(parts_cost) as parts_n,
        sum(labour_cost) as labour, count(labour_cost) as labour_n,
        sum(travel_cost) as travel, count(travel_cost) as travel_n,
        sum(meals_cost) as meals, count(meals_cost) as meals_n,
        sum(lodging_cost) as lodging, count(lodging_cost) as lodging_n,
        sum(freight_cost) as freight, count(freight_cost) as freight_n,
        count(coalesce(parts_cost, labour_cost, travel_cost, meals_cost, lodging_cost, freight_cost))         as cost_n,
        count(coalesce(charge, parts_cost, labour_cost, travel_cost, meals_cost, lodging_cost, freight_cost)) as any_n,
        count(*) filter (is_completed_repair and coalesce(charge, parts_cost, labour_cost, travel_cost, meals_cost, lodging_cost, freight_cost) is null) as without
    from amounts
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

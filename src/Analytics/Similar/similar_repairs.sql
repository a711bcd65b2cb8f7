-- result:  the completed repairs whose fault text is most like a given one, and whether the fix held
-- grain:   one row per repair, at most $most; most alike first, of equally alike ones those whose window has passed, then the newest
-- params:  $fault_text     what is wrong now
--          $product_model  only this model; null = all
--          $least_share    from what likeness on a repair is shown, 0 to 1
--          $window_days    for how many days a fix has to hold
--          $most           how many
-- columns: ticket_id         as stored, likewise those below without a remark
--          likeness          0 to 1 (Sql/mart/05_fault_texts.sql)
--          received_at_utc
--          repaired_at_utc
--          customer
--          product_model
--          serial_no
--          fault_code
--          fault_text
--          cause_category    cause
--          responsible_department
--          resolution_mode   how it was done
--          failed_part
--          supplier
--          technician
--          visit_count
--          back_at_utc       first receipt of another ticket of the unit, at or after the repair and within the window, with the same fault: the same
--                            code, or, when either has none, a text as alike as the policy asks; null = none so far
-- note:    Every distinct text is scored once, and first by a bound that needs no cutting up: of the characters and pairs of the new text, how many
--          occur in the old one at all (that number is its common grams). Only the best go on to the exact likeness.
with asked as (
    select fault_text_grams($fault_text::varchar) as grams
),
pieces as (
    select unnest(grams) as piece from asked
),
texts as materialized (
    select fault_text, regexp_replace(lower(fault_text), '[^\p{L}\p{N}]+', '', 'g') as plain
    from mart_tickets
    where is_completed_repair and fault_text is not null and ($product_model::varchar is null or product_model = $product_model)
    group by fault_text
),
rough as (
    select t.fault_text, count(*) as common, any_value(length(t.plain)) as letters
    from texts t
    join pieces p on contains(t.plain, p.piece)
    group by t.fault_text
),
promising as (
    -- a text of k letters has at most 2k - 1 grams, and at least as many as it has in common
    select r.fault_text
    from rough r, asked a
    order by (2 * r.common / (len(a.grams) + 2 * r.letters - 1) + r.common / least(len(a.grams), 2 * r.letters - 1)) desc, r.fault_text
    limit greatest(400, 4 * $most::bigint)
),
scored as (
    select p.fault_text, fault_text_likeness(a.grams, fault_text_grams(p.fault_text)) as likeness
    from promising p, asked a
),
chosen as materialized (
    select t.*, s.likeness
    from mart_tickets t
    join scored s on t.fault_text = s.fault_text
    where t.is_completed_repair
        and s.likeness >= $least_share
        and ($product_model::varchar is null or t.product_model = $product_model)
    order by s.likeness desc, t.repaired_at_utc + to_days($window_days::integer) <= getvariable('as_of_utc') desc, t.repaired_at_utc desc, t.ticket_id
    limit $most
),
back as (
    select c.ticket_id, min(y.received_at_utc) as back_at_utc
    from chosen c
    join mart_tickets y
        on c.unit_key = y.unit_key
        and y.received_at_utc >= c.repaired_at_utc
        and y.received_at_utc <= c.repaired_at_utc + to_days($window_days::integer)
    where y.ticket_id <> c.ticket_id
        and case
            when c.fault_key is not null and y.fault_key is not null then c.fault_key = y.fault_key
            else fault_text_likeness(fault_text_grams(c.fault_text), fault_text_grams(y.fault_text)) >= getvariable('repeat_text_likeness')
        end
    group by c.ticket_id
)
select
    c.ticket_id, c.likeness, c.received_at_utc, c.repaired_at_utc, c.customer, c.product_model, c.serial_no, c.fault_code, c.fault_text,
    c.cause_category, c.responsible_department, c.resolution_mode, c.failed_part, c.supplier, c.technician, c.visit_count, b.back_at_utc
from chosen c
left join back b on c.ticket_id = b.ticket_id
order by c.likeness desc, c.repaired_at_utc + to_days($window_days::integer) <= getvariable('as_of_utc') desc, c.repaired_at_utc desc, c.ticket_id;

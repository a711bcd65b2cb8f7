-- migration: 0009 orders
-- what:      goods and parts that the after-sales department ordered: when, when they were announced, when somebody enquired after them.

create table service.orders (
    order_id varchar not null,
    customer varchar, region varchar, office varchar, product_model varchar, part_no varchar, part_name varchar, supplier varchar,
    quantity double,
    ordered_on date, promised_on date,        -- promised_on: when they are to arrive, as agreed
    announced_on date, enquired_on date, arrived_on date,
    buyer varchar, remark varchar,
    extra varchar,
    export_at_utc timestamp not null, batch_id integer not null, row_number bigint not null, content_hash ubigint not null
);

create table service.orders_history as select *, null::integer as to_batch_id from service.orders limit 0;

create view as_of.orders as
select * from service.orders where batch_id <= getvariable('as_of_batch')
union all
select * exclude (to_batch_id) from service.orders_history
where batch_id <= getvariable('as_of_batch') and to_batch_id > getvariable('as_of_batch');

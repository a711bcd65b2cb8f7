-- migration: 0008 milestones beside the order of a ticket
-- what:      when a request left on the web was collected, the call-back was arranged, the customer was told of progress, the replaced part
--            was handed over. Tickets and logs of state changes gain the four columns before extra.
-- note:      the tables are written anew so that a row's columns stand together before its lineage; content_hash is taken over the
--            columns in this order. What follows from the logs (service.logged_tickets) has the columns of the tickets.

create table service.tickets_made (
    ticket_id varchar not null,
    customer varchar, customer_grade varchar, region varchar, office varchar, site varchar, channel varchar,
    product_model varchar, product_series varchar, serial_no varchar, batch_no varchar, order_no varchar,
    delivered_on date, warranty_until_on date,
    request_type varchar, service_type varchar, severity varchar,
    fault_code varchar, fault_text varchar, failed_part varchar, supplier varchar,
    cause_category varchar, responsible_department varchar, resolution_mode varchar, technician varchar,
    received_at_utc timestamp not null, relayed_at_utc timestamp, forwarded_at_utc timestamp, answered_at_utc timestamp,
    replied_at_utc timestamp, planned_at_utc timestamp, dispatched_at_utc timestamp, appointed_at_utc timestamp,
    arrived_at_utc timestamp, repaired_at_utc timestamp, confirmed_at_utc timestamp, report_submitted_at_utc timestamp,
    revisited_at_utc timestamp, archived_at_utc timestamp, closed_at_utc timestamp,
    reopened_at_utc timestamp, cancelled_at_utc timestamp, due_at_utc timestamp,
    extension_told_at_utc timestamp, quote_accepted_at_utc timestamp,
    collected_at_utc timestamp, call_back_arranged_at_utc timestamp, progress_told_at_utc timestamp, part_handed_over_at_utc timestamp,
    visit_count integer,
    parts_cost decimal(18, 2), labour_cost decimal(18, 2), travel_cost decimal(18, 2), freight_cost decimal(18, 2),
    charge decimal(18, 2), paid_on date,
    extra varchar,
    export_at_utc timestamp not null, batch_id integer not null, row_number bigint not null, content_hash ubigint not null
);

create table service.ticket_events_made (
    event_id varchar not null, ticket_id varchar not null, happened_at_utc timestamp not null,
    what varchar,                             -- a milestone of the ticket, waiting_customer|parts|supplier|other, working, unknown
    status varchar, sequence integer, entry varchar, changed_by varchar,
    customer varchar, customer_grade varchar, region varchar, office varchar, site varchar, channel varchar,
    product_model varchar, product_series varchar, serial_no varchar, batch_no varchar, order_no varchar,
    delivered_on date, warranty_until_on date,
    request_type varchar, service_type varchar, severity varchar,
    fault_code varchar, fault_text varchar, failed_part varchar, supplier varchar,
    cause_category varchar, responsible_department varchar, resolution_mode varchar, technician varchar,
    received_at_utc timestamp, relayed_at_utc timestamp, forwarded_at_utc timestamp, answered_at_utc timestamp,
    replied_at_utc timestamp, planned_at_utc timestamp, dispatched_at_utc timestamp, appointed_at_utc timestamp,
    arrived_at_utc timestamp, repaired_at_utc timestamp, confirmed_at_utc timestamp, report_submitted_at_utc timestamp,
    revisited_at_utc timestamp, archived_at_utc timestamp, closed_at_utc timestamp,
    reopened_at_utc timestamp, cancelled_at_utc timestamp, due_at_utc timestamp,
    extension_told_at_utc timestamp, quote_accepted_at_utc timestamp,
    collected_at_utc timestamp, call_back_arranged_at_utc timestamp, progress_told_at_utc timestamp, part_handed_over_at_utc timestamp,
    visit_count integer,
    parts_cost decimal(18, 2), labour_cost decimal(18, 2), travel_cost decimal(18, 2), freight_cost decimal(18, 2),
    charge decimal(18, 2), paid_on date,
    extra varchar,
    export_at_utc timestamp not null, batch_id integer not null, row_number bigint not null, content_hash ubigint not null
);

create table service.logged_tickets_made         as select * from service.tickets_made limit 0;
create table service.tickets_history_made        as select *, null::integer as to_batch_id from service.tickets_made limit 0;
create table service.logged_tickets_history_made as select *, null::integer as to_batch_id from service.tickets_made limit 0;
create table service.ticket_events_history_made  as select *, null::integer as to_batch_id from service.ticket_events_made limit 0;

-- A row without its lineage, widened by what no file could say so far; and the row with the hash of all that it says. The lineage of the superseded ends
-- with the batch that superseded them.
create temp view placed_tickets as select rowid as place, * from service.tickets;
create temp view placed_tickets_history as select rowid as place, * from service.tickets_history;
create temp view placed_logged_tickets as select rowid as place, * from service.logged_tickets;
create temp view placed_logged_tickets_history as select rowid as place, * from service.logged_tickets_history;
create temp view placed_ticket_events as select rowid as place, * from service.ticket_events;
create temp view placed_ticket_events_history as select rowid as place, * from service.ticket_events_history;

create temp macro widened_tickets(stored) as table
    select
        * exclude (visit_count, parts_cost, labour_cost, travel_cost, freight_cost, charge, paid_on, extra, export_at_utc, batch_id, row_number, content_hash),
        null::timestamp as collected_at_utc, null::timestamp as call_back_arranged_at_utc, null::timestamp as progress_told_at_utc, null::timestamp as part_handed_over_at_utc,
        visit_count, parts_cost, labour_cost, travel_cost, freight_cost, charge, paid_on, extra, export_at_utc, batch_id, row_number
    from query_table(stored);

insert into service.tickets_made by name
select * exclude (place), hash(*columns(* exclude (place, export_at_utc, batch_id, row_number))) as content_hash
from widened_tickets('placed_tickets')
order by place;

insert into service.tickets_history_made by name
select * exclude (place), hash(*columns(* exclude (place, to_batch_id, export_at_utc, batch_id, row_number))) as content_hash
from widened_tickets('placed_tickets_history')
order by place;

insert into service.logged_tickets_made by name
select * exclude (place), hash(*columns(* exclude (place, export_at_utc, batch_id, row_number))) as content_hash
from widened_tickets('placed_logged_tickets')
order by place;

insert into service.logged_tickets_history_made by name
select * exclude (place), hash(*columns(* exclude (place, to_batch_id, export_at_utc, batch_id, row_number))) as content_hash
from widened_tickets('placed_logged_tickets_history')
order by place;

insert into service.ticket_events_made by name
select * exclude (place), hash(*columns(* exclude (place, export_at_utc, batch_id, row_number))) as content_hash
from widened_tickets('placed_ticket_events')
order by place;

insert into service.ticket_events_history_made by name
select * exclude (place), hash(*columns(* exclude (place, to_batch_id, export_at_utc, batch_id, row_number))) as content_hash
from widened_tickets('placed_ticket_events_history')
order by place;

drop macro table widened_tickets;
drop view placed_tickets;
drop view placed_tickets_history;
drop view placed_logged_tickets;
drop view placed_logged_tickets_history;
drop view placed_ticket_events;
drop view placed_ticket_events_history;
drop table service.tickets;
drop table service.tickets_history;
drop table service.logged_tickets;
drop table service.logged_tickets_history;
drop table service.ticket_events;
drop table service.ticket_events_history;
alter table service.tickets_made rename to tickets;
alter table service.tickets_history_made rename to tickets_history;
alter table service.logged_tickets_made rename to logged_tickets;
alter table service.logged_tickets_history_made rename to logged_tickets_history;
alter table service.ticket_events_made rename to ticket_events;
alter table service.ticket_events_history_made rename to ticket_events_history;

-- The views say "*": they are bound anew to have the columns.
create or replace view as_of.ticket_events as
select * from service.ticket_events where batch_id <= getvariable('as_of_batch')
union all
select * exclude (to_batch_id) from service.ticket_events_history
where batch_id <= getvariable('as_of_batch') and to_batch_id > getvariable('as_of_batch');

create or replace view as_of.logged_tickets as
select * from service.logged_tickets where batch_id <= getvariable('as_of_batch')
union all
select * exclude (to_batch_id) from service.logged_tickets_history
where batch_id <= getvariable('as_of_batch') and to_batch_id > getvariable('as_of_batch');

create or replace view as_of.exported_tickets as
select * from service.tickets where batch_id <= getvariable('as_of_batch')
union all
select * exclude (to_batch_id) from service.tickets_history
where batch_id <= getvariable('as_of_batch') and to_batch_id > getvariable('as_of_batch');

create or replace view as_of.tickets as
select * from service.tickets where batch_id <= getvariable('as_of_batch')
union all
select * exclude (to_batch_id) from service.tickets_history
where batch_id <= getvariable('as_of_batch') and to_batch_id > getvariable('as_of_batch');

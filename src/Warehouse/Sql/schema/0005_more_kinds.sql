-- migration: 0005 more kinds of export, more columns
-- what:      tickets gain the site, when they were reopened and cancelled, and the due date that the source system itself shows;
--            every kind keeps the columns that its mapping doesn't know (extra); logs of state changes, visits and movements of parts
--            get tables of their own, and what follows from a log is kept beside it (tickets, waits).
-- note:      the tables are written anew so that a row's columns stand together before its lineage; content_hash is taken over the
--            columns in this order, the new ones among them. extra is a JSON object of texts by original heading, headings sorted;
--            null when there is nothing.

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
    visit_count integer,
    parts_cost decimal(18, 2), labour_cost decimal(18, 2), travel_cost decimal(18, 2), freight_cost decimal(18, 2),
    charge decimal(18, 2), paid_on date,
    extra varchar,
    export_at_utc timestamp not null, batch_id integer not null, row_number bigint not null, content_hash ubigint not null
);

insert into service.tickets_made
select
    ticket_id, customer, customer_grade, region, office, null, channel, product_model, product_series, serial_no, batch_no,
    order_no, delivered_on, warranty_until_on, request_type, service_type, severity, fault_code, fault_text, failed_part,
    supplier, cause_category, responsible_department, resolution_mode, technician, received_at_utc, relayed_at_utc,
    forwarded_at_utc, answered_at_utc, replied_at_utc, planned_at_utc, dispatched_at_utc, appointed_at_utc, arrived_at_utc,
    repaired_at_utc, confirmed_at_utc, report_submitted_at_utc, revisited_at_utc, archived_at_utc, closed_at_utc, null, null,
    null, extension_told_at_utc, quote_accepted_at_utc, visit_count, parts_cost, labour_cost, travel_cost, freight_cost, charge,
    paid_on, null,
    export_at_utc, batch_id, row_number,
    hash(
        ticket_id, customer, customer_grade, region, office, null::varchar, channel, product_model, product_series, serial_no,
        batch_no, order_no, delivered_on, warranty_until_on, request_type, service_type, severity, fault_code, fault_text,
        failed_part, supplier, cause_category, responsible_department, resolution_mode, technician, received_at_utc,
        relayed_at_utc, forwarded_at_utc, answered_at_utc, replied_at_utc, planned_at_utc, dispatched_at_utc, appointed_at_utc,
        arrived_at_utc, repaired_at_utc, confirmed_at_utc, report_submitted_at_utc, revisited_at_utc, archived_at_utc,
        closed_at_utc, null::timestamp, null::timestamp, null::timestamp, extension_told_at_utc, quote_accepted_at_utc,
        visit_count, parts_cost, labour_cost, travel_cost, freight_cost, charge, paid_on, null::varchar)
from service.tickets
order by rowid;

create table service.tickets_history_made as select *, null::integer as to_batch_id from service.tickets_made limit 0;

insert into service.tickets_history_made
select
    ticket_id, customer, customer_grade, region, office, null, channel, product_model, product_series, serial_no, batch_no,
    order_no, delivered_on, warranty_until_on, request_type, service_type, severity, fault_code, fault_text, failed_part,
    supplier, cause_category, responsible_department, resolution_mode, technician, received_at_utc, relayed_at_utc,
    forwarded_at_utc, answered_at_utc, replied_at_utc, planned_at_utc, dispatched_at_utc, appointed_at_utc, arrived_at_utc,
    repaired_at_utc, confirmed_at_utc, report_submitted_at_utc, revisited_at_utc, archived_at_utc, closed_at_utc, null, null,
    null, extension_told_at_utc, quote_accepted_at_utc, visit_count, parts_cost, labour_cost, travel_cost, freight_cost, charge,
    paid_on, null,
    export_at_utc, batch_id, row_number,
    hash(
        ticket_id, customer, customer_grade, region, office, null::varchar, channel, product_model, product_series, serial_no,
        batch_no, order_no, delivered_on, warranty_until_on, request_type, service_type, severity, fault_code, fault_text,
        failed_part, supplier, cause_category, responsible_department, resolution_mode, technician, received_at_utc,
        relayed_at_utc, forwarded_at_utc, answered_at_utc, replied_at_utc, planned_at_utc, dispatched_at_utc, appointed_at_utc,
        arrived_at_utc, repaired_at_utc, confirmed_at_utc, report_submitted_at_utc, revisited_at_utc, archived_at_utc,
        closed_at_utc, null::timestamp, null::timestamp, null::timestamp, extension_told_at_utc, quote_accepted_at_utc,
        visit_count, parts_cost, labour_cost, travel_cost, freight_cost, charge, paid_on, null::varchar),
    to_batch_id
from service.tickets_history
order by rowid;

drop table service.tickets;
drop table service.tickets_history;
alter table service.tickets_made rename to tickets;
alter table service.tickets_history_made rename to tickets_history;

create table service.complaints_made (
    complaint_id varchar not null,
    ticket_id varchar, customer varchar,
    received_at_utc timestamp not null, answered_at_utc timestamp, resolved_at_utc timestamp, closed_at_utc timestamp,
    category varchar, severity varchar, order_no varchar, material_no varchar, product_model varchar, fault_code varchar,
    delivered_on date, delivered_quantity double, defective_quantity double,
    cause varchar, responsible_department varchar, resolution varchar, is_accepted boolean,
    extra varchar,
    export_at_utc timestamp not null, batch_id integer not null, row_number bigint not null, content_hash ubigint not null
);

insert into service.complaints_made
select
    complaint_id, ticket_id, customer, received_at_utc, answered_at_utc, resolved_at_utc, closed_at_utc, category, severity,
    order_no, material_no, product_model, fault_code, delivered_on, delivered_quantity, defective_quantity, cause,
    responsible_department, resolution, is_accepted, null,
    export_at_utc, batch_id, row_number,
    hash(
        complaint_id, ticket_id, customer, received_at_utc, answered_at_utc, resolved_at_utc, closed_at_utc, category, severity,
        order_no, material_no, product_model, fault_code, delivered_on, delivered_quantity, defective_quantity, cause,
        responsible_department, resolution, is_accepted, null::varchar)
from service.complaints
order by rowid;

create table service.complaints_history_made as select *, null::integer as to_batch_id from service.complaints_made limit 0;

insert into service.complaints_history_made
select
    complaint_id, ticket_id, customer, received_at_utc, answered_at_utc, resolved_at_utc, closed_at_utc, category, severity,
    order_no, material_no, product_model, fault_code, delivered_on, delivered_quantity, defective_quantity, cause,
    responsible_department, resolution, is_accepted, null,
    export_at_utc, batch_id, row_number,
    hash(
        complaint_id, ticket_id, customer, received_at_utc, answered_at_utc, resolved_at_utc, closed_at_utc, category, severity,
        order_no, material_no, product_model, fault_code, delivered_on, delivered_quantity, defective_quantity, cause,
        responsible_department, resolution, is_accepted, null::varchar),
    to_batch_id
from service.complaints_history
order by rowid;

drop table service.complaints;
drop table service.complaints_history;
alter table service.complaints_made rename to complaints;
alter table service.complaints_history_made rename to complaints_history;

create table service.surveys_made (
    survey_id varchar not null,
    ticket_id varchar, customer varchar, channel varchar,
    sent_at_utc timestamp, answered_at_utc timestamp,
    overall_score double, score_scale double,
    attitude_score double, timeliness_score double, skill_score double, quality_score double, price_score double,
    recommend_score integer,
    comment varchar, called_back_at_utc timestamp,
    extra varchar,
    export_at_utc timestamp not null, batch_id integer not null, row_number bigint not null, content_hash ubigint not null
);

insert into service.surveys_made
select
    survey_id, ticket_id, customer, channel, sent_at_utc, answered_at_utc, overall_score, score_scale, attitude_score,
    timeliness_score, skill_score, quality_score, price_score, recommend_score, comment, called_back_at_utc, null,
    export_at_utc, batch_id, row_number,
    hash(
        survey_id, ticket_id, customer, channel, sent_at_utc, answered_at_utc, overall_score, score_scale, attitude_score,
        timeliness_score, skill_score, quality_score, price_score, recommend_score, comment, called_back_at_utc, null::varchar)
from service.surveys
order by rowid;

create table service.surveys_history_made as select *, null::integer as to_batch_id from service.surveys_made limit 0;

insert into service.surveys_history_made
select
    survey_id, ticket_id, customer, channel, sent_at_utc, answered_at_utc, overall_score, score_scale, attitude_score,
    timeliness_score, skill_score, quality_score, price_score, recommend_score, comment, called_back_at_utc, null,
    export_at_utc, batch_id, row_number,
    hash(
        survey_id, ticket_id, customer, channel, sent_at_utc, answered_at_utc, overall_score, score_scale, attitude_score,
        timeliness_score, skill_score, quality_score, price_score, recommend_score, comment, called_back_at_utc, null::varchar),
    to_batch_id
from service.surveys_history
order by rowid;

drop table service.surveys;
drop table service.surveys_history;
alter table service.surveys_made rename to surveys;
alter table service.surveys_history_made rename to surveys_history;

create table service.rectifications_made (
    notice_no varchar not null,
    problem varchar, product_model varchar, fault_code varchar, batch_no varchar,
    confirmed_on date, issued_on date, due_on date, implemented_on date, verified_on date,
    responsible_department varchar, owner varchar, measure varchar, verification_result varchar,
    extra varchar,
    export_at_utc timestamp not null, batch_id integer not null, row_number bigint not null, content_hash ubigint not null
);

insert into service.rectifications_made
select
    notice_no, problem, product_model, fault_code, batch_no, confirmed_on, issued_on, due_on, implemented_on, verified_on,
    responsible_department, owner, measure, verification_result, null,
    export_at_utc, batch_id, row_number,
    hash(
        notice_no, problem, product_model, fault_code, batch_no, confirmed_on, issued_on, due_on, implemented_on, verified_on,
        responsible_department, owner, measure, verification_result, null::varchar)
from service.rectifications
order by rowid;

create table service.rectifications_history_made as select *, null::integer as to_batch_id from service.rectifications_made limit 0;

insert into service.rectifications_history_made
select
    notice_no, problem, product_model, fault_code, batch_no, confirmed_on, issued_on, due_on, implemented_on, verified_on,
    responsible_department, owner, measure, verification_result, null,
    export_at_utc, batch_id, row_number,
    hash(
        notice_no, problem, product_model, fault_code, batch_no, confirmed_on, issued_on, due_on, implemented_on, verified_on,
        responsible_department, owner, measure, verification_result, null::varchar),
    to_batch_id
from service.rectifications_history
order by rowid;

drop table service.rectifications;
drop table service.rectifications_history;
alter table service.rectifications_made rename to rectifications;
alter table service.rectifications_history_made rename to rectifications_history;

create table service.installed_units_made (
    serial_no varchar not null,
    product_model varchar, product_series varchar, batch_no varchar, customer varchar, region varchar,
    produced_on date, delivered_on date, warranty_until_on date,
    extra varchar,
    export_at_utc timestamp not null, batch_id integer not null, row_number bigint not null, content_hash ubigint not null
);

insert into service.installed_units_made
select
    serial_no, product_model, product_series, batch_no, customer, region, produced_on, delivered_on, warranty_until_on, null,
    export_at_utc, batch_id, row_number,
    hash(
        serial_no, product_model, product_series, batch_no, customer, region, produced_on, delivered_on, warranty_until_on,
        null::varchar)
from service.installed_units
order by rowid;

create table service.installed_units_history_made as select *, null::integer as to_batch_id from service.installed_units_made limit 0;

insert into service.installed_units_history_made
select
    serial_no, product_model, product_series, batch_no, customer, region, produced_on, delivered_on, warranty_until_on, null,
    export_at_utc, batch_id, row_number,
    hash(
        serial_no, product_model, product_series, batch_no, customer, region, produced_on, delivered_on, warranty_until_on,
        null::varchar),
    to_batch_id
from service.installed_units_history
order by rowid;

drop table service.installed_units;
drop table service.installed_units_history;
alter table service.installed_units_made rename to installed_units;
alter table service.installed_units_history_made rename to installed_units_history;

-- One state change of a ticket, with what the log shows of the ticket at that moment. A log that gives only what changed leaves
-- the other columns empty.
create table service.ticket_events (
    event_id varchar not null,                -- the log's own number, else put together from the next four
    ticket_id varchar not null,
    happened_at_utc timestamp not null,
    what varchar,                             -- a milestone of the ticket, waiting_customer|parts|supplier|other, working, unknown
    status varchar,                           -- the source's word
    sequence integer,                         -- number of the change within the ticket, where the log has one
    entry varchar,                            -- first, last: which entry into this state is the milestone; null = first
    changed_by varchar,
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
    visit_count integer,
    parts_cost decimal(18, 2), labour_cost decimal(18, 2), travel_cost decimal(18, 2), freight_cost decimal(18, 2),
    charge decimal(18, 2), paid_on date,
    extra varchar,
    export_at_utc timestamp not null, batch_id integer not null, row_number bigint not null, content_hash ubigint not null
);

create table service.visits (
    visit_id varchar not null,
    ticket_id varchar, serial_no varchar, customer varchar, customer_grade varchar, region varchar, office varchar, site varchar,
    product_model varchar,
    kind_of_visit varchar,                    -- repair, inspection, commissioning, training, customer_visit, other, unknown
    technician varchar, planned_on date, departed_at_utc timestamp, arrived_at_utc timestamp, left_at_utc timestamp,
    returned_at_utc timestamp, reported_at_utc timestamp,
    task varchar, findings varchar, is_solved boolean, is_signed boolean,      -- is_signed: by the customer
    parts_text varchar, parts_carried double, parts_used double, parts_returned double,
    travel_km double, travel_cost decimal(18, 2), meals_cost decimal(18, 2), lodging_cost decimal(18, 2),
    extra varchar,
    export_at_utc timestamp not null, batch_id integer not null, row_number bigint not null, content_hash ubigint not null
);

create table service.part_movements (
    movement_id varchar not null,
    ticket_id varchar, visit_id varchar, customer varchar, region varchar, office varchar, product_model varchar, serial_no varchar,
    part_no varchar, part_name varchar, batch_no varchar, supplier varchar,
    direction varchar,                        -- out, returned, unknown
    quantity double, unit_price decimal(18, 2), amount decimal(18, 2),
    moved_on date, is_recoverable boolean, due_back_on date, returned_on date, -- the old part: to be sent back, until when, when it was
    technician varchar, remark varchar,
    extra varchar,
    export_at_utc timestamp not null, batch_id integer not null, row_number bigint not null, content_hash ubigint not null
);

create table service.ticket_events_history  as select *, null::integer as to_batch_id from service.ticket_events limit 0;
create table service.visits_history         as select *, null::integer as to_batch_id from service.visits limit 0;
create table service.part_movements_history as select *, null::integer as to_batch_id from service.part_movements limit 0;

-- What follows from the logs, made anew at each import for the tickets it touches: one row per ticket with the columns of
-- service.tickets (batch_id and row_number: the last event of the ticket in the batch that made the row), and the intervals in which
-- the ticket waited. History as of the other tables.
create table service.logged_tickets         as select * from service.tickets limit 0;
create table service.logged_tickets_history as select * from service.tickets_history limit 0;
create table service.ticket_waits (
    ticket_id varchar not null,
    from_utc  timestamp not null,
    to_utc    timestamp,                      -- null = still waiting at the end of the log
    reason    varchar not null,               -- customer, parts, supplier, other
    batch_id  integer not null
);
create table service.ticket_waits_history as select *, null::integer as to_batch_id from service.ticket_waits limit 0;

-- Which of its columns each file had that no mapping knows: such a file says something about these, and nothing about others.
alter table import.batch_readings add column extra_headings varchar[];

create or replace view as_of.complaints as
select * from service.complaints where batch_id <= getvariable('as_of_batch')
union all
select * exclude (to_batch_id) from service.complaints_history
where batch_id <= getvariable('as_of_batch') and to_batch_id > getvariable('as_of_batch');

create or replace view as_of.surveys as
select * from service.surveys where batch_id <= getvariable('as_of_batch')
union all
select * exclude (to_batch_id) from service.surveys_history
where batch_id <= getvariable('as_of_batch') and to_batch_id > getvariable('as_of_batch');

create or replace view as_of.rectifications as
select * from service.rectifications where batch_id <= getvariable('as_of_batch')
union all
select * exclude (to_batch_id) from service.rectifications_history
where batch_id <= getvariable('as_of_batch') and to_batch_id > getvariable('as_of_batch');

create or replace view as_of.installed_units as
select * from service.installed_units where batch_id <= getvariable('as_of_batch')
union all
select * exclude (to_batch_id) from service.installed_units_history
where batch_id <= getvariable('as_of_batch') and to_batch_id > getvariable('as_of_batch');

create or replace view as_of.ticket_events as
select * from service.ticket_events where batch_id <= getvariable('as_of_batch')
union all
select * exclude (to_batch_id) from service.ticket_events_history
where batch_id <= getvariable('as_of_batch') and to_batch_id > getvariable('as_of_batch');

create or replace view as_of.visits as
select * from service.visits where batch_id <= getvariable('as_of_batch')
union all
select * exclude (to_batch_id) from service.visits_history
where batch_id <= getvariable('as_of_batch') and to_batch_id > getvariable('as_of_batch');

create or replace view as_of.part_movements as
select * from service.part_movements where batch_id <= getvariable('as_of_batch')
union all
select * exclude (to_batch_id) from service.part_movements_history
where batch_id <= getvariable('as_of_batch') and to_batch_id > getvariable('as_of_batch');

create or replace view as_of.logged_tickets as
select * from service.logged_tickets where batch_id <= getvariable('as_of_batch')
union all
select * exclude (to_batch_id) from service.logged_tickets_history
where batch_id <= getvariable('as_of_batch') and to_batch_id > getvariable('as_of_batch');

create or replace view as_of.ticket_waits as
select * from service.ticket_waits where batch_id <= getvariable('as_of_batch')
union all
select * exclude (to_batch_id) from service.ticket_waits_history
where batch_id <= getvariable('as_of_batch') and to_batch_id > getvariable('as_of_batch');

-- The tickets as their own export gives them. A database without logs has no more than these, and pays for no more;
-- the first log taken in puts Sql/tickets_with_logs.sql in the place of as_of.tickets.
create view as_of.exported_tickets as
select * from service.tickets where batch_id <= getvariable('as_of_batch')
union all
select * exclude (to_batch_id) from service.tickets_history
where batch_id <= getvariable('as_of_batch') and to_batch_id > getvariable('as_of_batch');

create or replace view as_of.tickets as
select * from service.tickets where batch_id <= getvariable('as_of_batch')
union all
select * exclude (to_batch_id) from service.tickets_history
where batch_id <= getvariable('as_of_batch') and to_batch_id > getvariable('as_of_batch');

-- migration: 0002 views of the state as of a batch
-- what:      as_of.<table> = the rows as they stood after batch getvariable('as_of_batch') had been taken in.
-- note:      the variable belongs to the connection; without it the views are empty, never wrong.

create schema if not exists as_of;

create view as_of.tickets as
select * from service.tickets where batch_id <= getvariable('as_of_batch')
union all
select * exclude (to_batch_id) from service.tickets_history
where batch_id <= getvariable('as_of_batch') and to_batch_id > getvariable('as_of_batch');

create view as_of.complaints as
select * from service.complaints where batch_id <= getvariable('as_of_batch')
union all
select * exclude (to_batch_id) from service.complaints_history
where batch_id <= getvariable('as_of_batch') and to_batch_id > getvariable('as_of_batch');

create view as_of.surveys as
select * from service.surveys where batch_id <= getvariable('as_of_batch')
union all
select * exclude (to_batch_id) from service.surveys_history
where batch_id <= getvariable('as_of_batch') and to_batch_id > getvariable('as_of_batch');

create view as_of.rectifications as
select * from service.rectifications where batch_id <= getvariable('as_of_batch')
union all
select * exclude (to_batch_id) from service.rectifications_history
where batch_id <= getvariable('as_of_batch') and to_batch_id > getvariable('as_of_batch');

create view as_of.installed_units as
select * from service.installed_units where batch_id <= getvariable('as_of_batch')
union all
select * exclude (to_batch_id) from service.installed_units_history
where batch_id <= getvariable('as_of_batch') and to_batch_id > getvariable('as_of_batch');

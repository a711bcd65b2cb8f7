-- view:    as_of.tickets, once a log of state changes has been taken in
-- grain:   one row per ticket, whether a ticket export, a log or both know it
-- columns: those of service.tickets
-- note:    the ticket export goes before the log, value by value; the log fills what is empty. A milestone of the log that lies before
--          the export's receipt contradicts and is not used.
create or replace view as_of.tickets as
select
    exported.ticket_id,
    coalesce(exported.customer, logged.customer) as customer,
    coalesce(exported.customer_grade, logged.customer_grade) as customer_grade,
    coalesce(exported.region, logged.region) as region,
    coalesce(exported.office, logged.office) as office,
    coalesce(exported.site, logged.site) as site,
    coalesce(exported.channel, logged.channel) as channel,
    coalesce(exported.product_model, logged.product_model) as product_model,
    coalesce(exported.product_series, logged.product_series) as product_series,
    coalesce(exported.serial_no, logged.serial_no) as serial_no,
    coalesce(exported.batch_no, logged.batch_no) as batch_no,
    coalesce(exported.order_no, logged.order_no) as order_no,
    coalesce(exported.delivered_on, logged.delivered_on) as delivered_on,
    coalesce(exported.warranty_until_on, logged.warranty_until_on) as warranty_until_on,
    coalesce(exported.request_type, logged.request_type) as request_type,
    coalesce(exported.service_type, logged.service_type) as service_type,
    coalesce(exported.severity, logged.severity) as severity,
    coalesce(exported.fault_code, logged.fault_code) as fault_code,
    coalesce(exported.fault_text, logged.fault_text) as fault_text,
    coalesce(exported.failed_part, logged.failed_part) as failed_part,
    coalesce(exported.supplier, logged.supplier) as supplier,
    coalesce(exported.cause_category, logged.cause_category) as cause_category,
    coalesce(exported.responsible_department, logged.responsible_department) as responsible_department,
    coalesce(exported.resolution_mode, logged.resolution_mode) as resolution_mode,
    coalesce(exported.technician, logged.technician) as technician,
    exported.received_at_utc,
    coalesce(exported.relayed_at_utc, case when logged.relayed_at_utc >= exported.received_at_utc then logged.relayed_at_utc end) as relayed_at_utc,
    coalesce(exported.forwarded_at_utc, case when logged.forwarded_at_utc >= exported.received_at_utc then logged.forwarded_at_utc end) as forwarded_at_utc,
    coalesce(exported.answered_at_utc, case when logged.answered_at_utc >= exported.received_at_utc then logged.answered_at_utc end) as answered_at_utc,
    coalesce(exported.replied_at_utc, case when logged.replied_at_utc >= exported.received_at_utc then logged.replied_at_utc end) as replied_at_utc,
    coalesce(exported.planned_at_utc, case when logged.planned_at_utc >= exported.received_at_utc then logged.planned_at_utc end) as planned_at_utc,
    coalesce(exported.dispatched_at_utc, case when logged.dispatched_at_utc >= exported.received_at_utc then logged.dispatched_at_utc end) as dispatched_at_utc,
    coalesce(exported.appointed_at_utc, case when logged.appointed_at_utc >= exported.received_at_utc then logged.appointed_at_utc end) as appointed_at_utc,
    coalesce(exported.arrived_at_utc, case when logged.arrived_at_utc >= exported.received_at_utc then logged.arrived_at_utc end) as arrived_at_utc,
    coalesce(exported.repaired_at_utc, case when logged.repaired_at_utc >= exported.received_at_utc then logged.repaired_at_utc end) as repaired_at_utc,
    coalesce(exported.confirmed_at_utc, case when logged.confirmed_at_utc >= exported.received_at_utc then logged.confirmed_at_utc end) as confirmed_at_utc,
    coalesce(exported.report_submitted_at_utc, case when logged.report_submitted_at_utc >= exported.received_at_utc then logged.report_submitted_at_utc end) as report_submitted_at_utc,
    coalesce(exported.revisited_at_utc, case when logged.revisited_at_utc >= exported.received_at_utc then logged.revisited_at_utc end) as revisited_at_utc,
    coalesce(exported.archived_at_utc, case when logged.archived_at_utc >= exported.received_at_utc then logged.archived_at_utc end) as archived_at_utc,
    coalesce(exported.closed_at_utc, case when logged.closed_at_utc >= exported.received_at_utc then logged.closed_at_utc end) as closed_at_utc,
    coalesce(exported.reopened_at_utc, case when logged.reopened_at_utc >= exported.received_at_utc then logged.reopened_at_utc end) as reopened_at_utc,
    coalesce(exported.cancelled_at_utc, case when logged.cancelled_at_utc >= exported.received_at_utc then logged.cancelled_at_utc end) as cancelled_at_utc,
    coalesce(exported.due_at_utc, case when logged.due_at_utc >= exported.received_at_utc then logged.due_at_utc end) as due_at_utc,
    coalesce(exported.extension_told_at_utc, case when logged.extension_told_at_utc >= exported.received_at_utc then logged.extension_told_at_utc end) as extension_told_at_utc,
    coalesce(exported.quote_accepted_at_utc, case when logged.quote_accepted_at_utc >= exported.received_at_utc then logged.quote_accepted_at_utc end) as quote_accepted_at_utc,
    coalesce(exported.collected_at_utc, case when logged.collected_at_utc >= exported.received_at_utc then logged.collected_at_utc end) as collected_at_utc,
    coalesce(exported.call_back_arranged_at_utc, case when logged.call_back_arranged_at_utc >= exported.received_at_utc then logged.call_back_arranged_at_utc end) as call_back_arranged_at_utc,
    coalesce(exported.progress_told_at_utc, case when logged.progress_told_at_utc >= exported.received_at_utc then logged.progress_told_at_utc end) as progress_told_at_utc,
    coalesce(exported.part_handed_over_at_utc, case when logged.part_handed_over_at_utc >= exported.received_at_utc then logged.part_handed_over_at_utc end) as part_handed_over_at_utc,
    coalesce(exported.visit_count, logged.visit_count) as visit_count,
    coalesce(exported.parts_cost, logged.parts_cost) as parts_cost,
    coalesce(exported.labour_cost, logged.labour_cost) as labour_cost,
    coalesce(exported.travel_cost, logged.travel_cost) as travel_cost,
    coalesce(exported.freight_cost, logged.freight_cost) as freight_cost,
    coalesce(exported.charge, logged.charge) as charge,
    coalesce(exported.paid_on, logged.paid_on) as paid_on,
    coalesce(exported.extra, logged.extra) as extra,
    exported.export_at_utc, exported.batch_id, exported.row_number, exported.content_hash
from as_of.exported_tickets as exported
left join as_of.logged_tickets as logged using (ticket_id)
union all
select *
from as_of.logged_tickets
where ticket_id not in (select ticket_id from as_of.exported_tickets);

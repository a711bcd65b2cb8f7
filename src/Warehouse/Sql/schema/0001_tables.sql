-- migration: 0001 tables
-- what:      the three stored schemas. import = what came in and what was set aside; service = current typed rows,
--            one table per kind of export, with the superseded rows beside; ledger = what has been issued.
-- note:      no primary keys: keys are matched by hash joins at import, which is faster and keeps the file a third
--            smaller. Instants are UTC timestamps (*_at_utc), calendar days are dates (*_on).

create schema if not exists import;
create schema if not exists service;
create schema if not exists ledger;

-- One row per file taken in. A batch is a file: it is applied in one transaction, whole or not at all.
create table import.batches (
    batch_id           integer   not null,  -- 1, 2, 3 … in the order of import, without gaps
    kind               varchar   not null,  -- tickets, complaints, surveys, rectifications, installed_units
    mapping_name       varchar   not null,
    file_name          varchar   not null,
    sha256             varchar   not null,  -- of the file's bytes, lower-case hex
    byte_count         bigint    not null,
    format             varchar   not null,  -- csv, tsv, xlsx
    encoding           varchar,             -- null for workbooks
    delimiter          varchar,             -- null for workbooks
    sheet_name         varchar,             -- null for text files
    heading_row        integer   not null,
    exported_at_utc    timestamp not null,  -- the instant that the file shows the source system at
    exported_at_source varchar   not null,  -- given, file_name, newest_row
    imported_at_utc    timestamp not null,  -- clock of the import; never part of a figure
    program_version    varchar   not null,
    rows_read          bigint    not null,  -- = new + changed + unchanged + set aside + left out
    rows_new           bigint    not null,
    rows_changed       bigint    not null,
    rows_unchanged     bigint    not null,
    rows_set_aside     bigint    not null,
    rows_left_out      bigint    not null   -- totals, repeated headings, rows older than what is stored
);

-- Rows that could not be used, whole, in their own words, with every reason.
create table import.rejected_rows (
    batch_id   integer not null,
    row_number bigint  not null,            -- as a person counts in the sheet, heading included
    reasons    struct(column_name varchar, value varchar, rule varchar)[] not null,
    row_json   varchar not null             -- the cells as delivered, by their headings
);

-- Values that could not be used in rows that could: the value became null (or unknown), the row was kept.
create table import.remarks (
    batch_id    integer not null,
    row_number  bigint  not null,
    row_key     varchar not null,
    column_name varchar not null,
    value       varchar,                    -- as delivered
    rule        varchar not null
);

create table service.tickets (
    ticket_id varchar not null,
    customer varchar, customer_grade varchar, region varchar, office varchar, channel varchar,
    product_model varchar, product_series varchar, serial_no varchar, batch_no varchar, order_no varchar,
    delivered_on date, warranty_until_on date,
    request_type varchar, service_type varchar, severity varchar,
    fault_code varchar, fault_text varchar, failed_part varchar, supplier varchar,
    cause_category varchar, responsible_department varchar, resolution_mode varchar, technician varchar,
    received_at_utc timestamp not null, relayed_at_utc timestamp, forwarded_at_utc timestamp, answered_at_utc timestamp,
    replied_at_utc timestamp, planned_at_utc timestamp, dispatched_at_utc timestamp, appointed_at_utc timestamp,
    arrived_at_utc timestamp, repaired_at_utc timestamp, confirmed_at_utc timestamp, report_submitted_at_utc timestamp,
    revisited_at_utc timestamp, archived_at_utc timestamp, closed_at_utc timestamp,
    extension_told_at_utc timestamp, quote_accepted_at_utc timestamp,
    visit_count integer,
    parts_cost decimal(18, 2), labour_cost decimal(18, 2), travel_cost decimal(18, 2), freight_cost decimal(18, 2),
    charge decimal(18, 2), paid_on date,
    export_at_utc timestamp not null, batch_id integer not null, row_number bigint not null, content_hash ubigint not null
);

create table service.complaints (
    complaint_id varchar not null,
    ticket_id varchar, customer varchar,
    received_at_utc timestamp not null, answered_at_utc timestamp, resolved_at_utc timestamp, closed_at_utc timestamp,
    category varchar, severity varchar, order_no varchar, material_no varchar, product_model varchar, fault_code varchar,
    delivered_on date, delivered_quantity double, defective_quantity double,
    cause varchar, responsible_department varchar, resolution varchar, is_accepted boolean,
    export_at_utc timestamp not null, batch_id integer not null, row_number bigint not null, content_hash ubigint not null
);

create table service.surveys (
    survey_id varchar not null,
    ticket_id varchar, customer varchar, channel varchar,
    sent_at_utc timestamp, answered_at_utc timestamp,
    overall_score double, score_scale double,                                  -- score_scale: the best possible score
    attitude_score double, timeliness_score double, skill_score double, quality_score double, price_score double,
    recommend_score integer,                                                   -- 0 to 10
    comment varchar, called_back_at_utc timestamp,
    export_at_utc timestamp not null, batch_id integer not null, row_number bigint not null, content_hash ubigint not null
);

create table service.rectifications (
    notice_no varchar not null,
    problem varchar, product_model varchar, fault_code varchar, batch_no varchar,
    confirmed_on date, issued_on date, due_on date, implemented_on date, verified_on date,
    responsible_department varchar, owner varchar, measure varchar, verification_result varchar,
    export_at_utc timestamp not null, batch_id integer not null, row_number bigint not null, content_hash ubigint not null
);

create table service.installed_units (
    serial_no varchar not null,
    product_model varchar, product_series varchar, batch_no varchar, customer varchar, region varchar,
    produced_on date, delivered_on date, warranty_until_on date,
    export_at_utc timestamp not null, batch_id integer not null, row_number bigint not null, content_hash ubigint not null
);

-- Superseded rows: the row held for every as-of batch N with batch_id <= N < to_batch_id.
create table service.tickets_history         as select *, null::integer as to_batch_id from service.tickets limit 0;
create table service.complaints_history      as select *, null::integer as to_batch_id from service.complaints limit 0;
create table service.surveys_history         as select *, null::integer as to_batch_id from service.surveys limit 0;
create table service.rectifications_history  as select *, null::integer as to_batch_id from service.rectifications limit 0;
create table service.installed_units_history as select *, null::integer as to_batch_id from service.installed_units limit 0;

-- One row per report issued; issuing again with the same basis must give the same bytes.
create table ledger.report_issues (
    issue_id        integer   not null,
    month           date      not null,   -- first day of the reported month
    edition         varchar   not null,
    language        varchar   not null,
    policy_hash     varchar   not null,
    calendar_hash   varchar   not null,
    as_of_batch     integer   not null,
    as_of_utc       timestamp not null,
    program_version varchar   not null,
    issued_at_utc   timestamp not null,
    outputs         struct(format varchar, path varchar, sha256 varchar)[] not null
);

-- migration: 0006 checks of whole files, contacts, archive copies rewritten
-- what:      what was found when a file was looked at as a whole; who a customer's contact is, in one table by itself; which copies in
--            the archive were rewritten when a customer was forgotten.

-- One row per check that could be made of a batch. Which figures a check has depends on it: docs/importing.md.
create table import.batch_checks (
    batch_id    integer not null,
    check_name  varchar not null,           -- control_rows, control_sum, freshness, rhythm, volume, unknown_codes, contradictions, future_instants, same_rows, forgotten_customer
    column_name varchar not null,           -- of control_sum the column; else empty
    is_passed   boolean not null,
    observed    double,                     -- what was found: rows, a sum, days, a share
    expected    double,                     -- what it was held against
    rows_bad    bigint,                     -- rows or cells concerned, where there are such
    rows_of     bigint                      -- of how many
);

-- Totals that the user gave with a file; rebuild checks the file by them again.
create table import.control_totals (
    batch_id    integer not null,
    column_name varchar not null,           -- empty: the number of rows
    expected    decimal(24, 4) not null
);

-- The customer's contact as the newest export says, by kind and the row's key. Nothing else in the database has these two columns, no
-- figure depends on them, and they have no history.
create table service.contacts (
    kind          varchar   not null,
    row_key       varchar   not null,
    contact_name  varchar,
    contact_phone varchar,
    export_at_utc timestamp not null,
    batch_id      integer   not null,
    row_number    bigint    not null
);

-- Copies in the archive that were rewritten; the file keeps its name, which begins with the hash of what was delivered.
create table ledger.masked_files (
    forgotten_id  integer not null,         -- in ledger.forgotten_customers
    sha256        varchar not null,         -- of the bytes as delivered
    masked_sha256 varchar not null          -- of the copy since
);

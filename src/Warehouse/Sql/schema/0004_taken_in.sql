-- migration: 0004 how batches were read, rows taken in again, customers forgotten
-- what:      what a batch's file could say (so that a partial export empties nothing and the warehouse can be made anew),
--            which rows set aside were taken in again, and whose personal data were removed.

-- How each file was read, beside import.batches. A batch from before this table has no row: it counts as having had every column.
create table import.batch_readings (
    batch_id      integer   not null,
    zone          varchar   not null,       -- of its local times
    columns       varchar[] not null,       -- stored columns that the file had; the others say nothing about a row
    retry_of      integer                   -- the batch whose rows set aside this file corrects; null for an export
);

-- Rows set aside that were corrected and taken in again. Such a row no longer stands in the list of rows set aside;
-- import.rejected_rows keeps it as it came, and the batch's counts stay what they were.
create table import.retried_rows (
    batch_id        integer not null,       -- the batch that took the row in again
    row_number      bigint  not null,       -- in that batch's file
    from_batch_id   integer not null,       -- where it had been set aside
    from_row_number bigint  not null
);

-- Which columns a changed row changed in: what each batch did to each column.
create table import.changed_columns (
    batch_id    integer not null,
    column_name varchar not null,
    row_count   bigint  not null            -- changed rows whose value in this column is another than before
);

-- Customers whose personal data were removed; the customer is known by the hash only.
create table ledger.forgotten_customers (
    forgotten_id     integer   not null,
    customer_sha256  varchar   not null,    -- of the name as stored, UTF-8
    pseudonym        varchar   not null,    -- what stands in its place
    forgotten_at_utc timestamp not null,
    rows_masked      bigint    not null,    -- in tables and their history
    files_masked     bigint    not null     -- copies in the archive that were rewritten
);

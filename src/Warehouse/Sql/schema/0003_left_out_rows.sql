-- migration: 0003 rows left out, rows confirmed
-- what:      two small tables beside the batches, so that no row vanishes and no late arrival of an old export
--            brings back a value that a newer export had already confirmed otherwise.

-- Rows that are no data of their own: totals, repeated headings, second copies, rows older than what is stored.
create table import.left_out_rows (
    batch_id   integer not null,
    row_number bigint  not null,            -- as a person counts in the sheet, heading included
    row_key    varchar,
    rule       varchar not null             -- total_row, repeated_heading, identical_duplicate, older_export
);

-- Keys that a batch repeated unchanged from an older export: the stored row was still true at the batch's export instant.
-- Read only when a file arrives whose export is older than another one's already taken in.
create table import.confirmations (
    batch_id integer not null,
    key_hash ubigint not null               -- hash(key); with the batch's kind it stands for the row
);

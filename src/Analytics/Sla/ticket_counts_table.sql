-- table:   sla_ticket_counts
-- grain:   one row per group, month and combination of verdicts that occurs, of the months in mart_months; a ticket whose cases count in two months is in both
-- columns: group_name    the value of the session's dimension when the clauses were judged
--          month         the local month that the cases count in
--          verdicts      of a ticket's cases that count in the month and weren't cancelled: the sum of 1 met, 2 breached, 4 pending, where there are any;
--                        0 = none could be measured
--          ticket_count
create or replace temp table sla_ticket_counts (
    group_name   varchar  not null,
    month        date     not null,
    verdicts     utinyint not null,
    ticket_count bigint   not null
);

-- table:   sla_cases
-- grain:   one row per ticket and clause that applies to it, of the months in mart_months
-- columns: clause_id        clauses of one rule's versions share it
--          clause_version   place of the rule among the policy's clauses, from 0: which version the case was judged by
--          ticket_id
--          ticket_no        as in mart_tickets
--          month            the local month that the case counts in
--          verdict          met, breached (also: still open past its deadline), pending (open, not due), unmeasurable,
--                           cancelled (withdrawn before it was due)
--          reason           of unmeasurable: start_missing, start_before_received, stop_missing, stop_before_start, outside_calendar, visits_missing
--          start_utc        the clock's start; null when it is missing or can't be used
--          stop_utc         the clock's stop; null while the case is open
--          deadline_utc     without grace; null when the case can't be measured, has no limit, or the deadline lies beyond the calendar
--          elapsed_minutes  on the clause's clock, open cases up to the as-of instant; null when unmeasurable or the clause has no limit
--          limit_minutes    on the clause's clock, the longer one when the customer was told in time
--          margin_minutes   limit and grace less elapsed; negative when breached
--          paused_minutes   taken off for waits and for the time between stop and reopening; null when unmeasurable or without a limit
--          is_extended      the longer limit counts
--          is_past_early_mark  more has elapsed than the clause's early mark
--          is_reopened      the ticket was reopened and the clause cares
--          group_name       the value of the session's dimension when the clauses were judged
--          is_key_customer  customer grade a
--          is_ticket_open   neither closed nor cancelled by the as-of instant, or reopened since
create or replace temp table sla_cases (
    clause_id       varchar   not null,
    clause_version  integer   not null,
    ticket_id       varchar   not null,
    ticket_no       bigint    not null,
    month           date      not null,
    verdict         enum ('met', 'breached', 'pending', 'unmeasurable', 'cancelled') not null,
    reason          enum ('start_missing', 'start_before_received', 'stop_missing', 'stop_before_start', 'outside_calendar', 'visits_missing'),
    start_utc       timestamp,
    stop_utc        timestamp,
    deadline_utc    timestamp,
    elapsed_minutes double,
    limit_minutes   double,
    margin_minutes  double,
    paused_minutes  double,
    is_extended     boolean   not null,
    is_past_early_mark boolean not null,
    is_reopened     boolean   not null,
    group_name      varchar   not null,
    is_key_customer boolean   not null,
    is_ticket_open  boolean   not null
);

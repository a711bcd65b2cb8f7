-- migration: 0007 what people answered to warnings
-- what:      warnings are computed anew from the data every time; what somebody did about one is known nowhere else.

create table ledger.warning_answers (
    answer_id       integer   not null,     -- from 1, in the order of the answers
    warning_id      varchar   not null,     -- stable over months: the same rule and subject have the same id
    month           date      not null,     -- first day of the month whose warning was answered
    rule            varchar   not null,
    subject_zh      varchar   not null,     -- as it read when it was answered
    subject_en      varchar   not null,
    answer          varchar   not null,     -- acknowledged, closed
    answered_by     varchar   not null,
    note            varchar,
    answered_at_utc timestamp not null
);

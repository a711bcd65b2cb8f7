-- table:   call_back_deadlines
-- grain:   one row per dissatisfied survey, in a session opened with a policy
-- columns: survey_id   as stored
--          due_at_utc  the last instant at which a call-back is in time; null beyond the years that the calendar knows
create or replace temp table call_back_deadlines (survey_id varchar not null, due_at_utc timestamp);

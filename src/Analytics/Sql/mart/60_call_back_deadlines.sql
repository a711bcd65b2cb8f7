-- table:   call_back_deadlines
-- grain:   one row per dissatisfied survey, once SurveyTerms has filled it by the policy's calendar
-- columns: survey_id   as stored
--          due_at_utc  the last instant at which a call-back is in time; null beyond the years that the calendar knows
create or replace temp table call_back_deadlines (survey_id varchar not null, due_at_utc timestamp);

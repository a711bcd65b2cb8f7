-- result:  what people answered to warnings
-- grain:   one row per answer
-- params:  none
-- columns: warning_id       of the warning
--          month            first day of the month whose warning was answered
--          rule             of the warning
--          subject_zh       as it read then
--          subject_en       likewise
--          answer           acknowledged, closed
--          answered_by      as given
--          note             as given; null for none
--          answered_at_utc  clock of the answer
select warning_id, month, rule, subject_zh, subject_en, answer, answered_by, note, answered_at_utc
from ledger.warning_answers
order by answer_id;

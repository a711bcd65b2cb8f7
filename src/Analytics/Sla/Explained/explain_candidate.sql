-- result:  whether the filter of the clause in hand takes one ticket
-- grain:   one row, or none when the clause's clock has not started or another version of the rule is in force
-- params:  $ticket_id  the ticket; session variables of sla_candidates
-- columns: applies  true, false, or null when a code of the filter is unknown or missing on the ticket
select applies from sla_candidates where ticket_id = $ticket_id order by axis_utc;

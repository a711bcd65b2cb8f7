-- macros:  what the judging of clauses says again and again; all arguments but the columns fold to constants when a query is bound
-- note:    sla_pick       the column of a milestone's name; null for another name
--          sla_cancelled_utc … sla_fact_verdict   the steps from what was recorded to a verdict: sla_candidates, sla_duration_cases and sla_fact_cases take
--                         them for the clause in hand with all that is shown of a case, SlaTally for all clauses at once with nothing but the verdict

-- From when to when an axis lies in the months asked for: wide open where any month will do, and at the beginning where the deadline decides on it. The
-- receipt is never after the axis, and is the axis of a clause that starts by it: told of a stored column in comparison with a constant, which these fold
-- to, the engine skips the months it isn't asked for.
create or replace temp macro sla_months_end() as case when getvariable('sla_is_any_month') then timestamp 'infinity' else getvariable('months_to_utc')::timestamp end;

create or replace temp macro sla_axis_begin() as
    case when getvariable('sla_is_any_month') or getvariable('sla_is_month_by_deadline') then timestamp '-infinity' else getvariable('months_from_utc')::timestamp end;

create or replace temp macro sla_receipt_begin() as
    case when getvariable('sla_start') = 'received' and getvariable('sla_reopened') <> 'starts_again' then sla_axis_begin() else timestamp '-infinity' end;

create or replace temp macro sla_pick(
    name, received, relayed, forwarded, answered, replied, planned, dispatched, appointed, arrived, repaired, confirmed,
    report_submitted, revisited, archived, closed, extension_told, quote_accepted,
    collected, call_back_arranged, progress_told, part_handed_over) as
case name::varchar
    when 'received' then received
    when 'relayed' then relayed
    when 'forwarded' then forwarded
    when 'answered' then answered
    when 'replied' then replied
    when 'planned' then planned
    when 'dispatched' then dispatched
    when 'appointed' then appointed
    when 'arrived' then arrived
    when 'repaired' then repaired
    when 'confirmed' then confirmed
    when 'report_submitted' then report_submitted
    when 'revisited' then revisited
    when 'archived' then archived
    when 'closed' then closed
    when 'extension_told' then extension_told
    when 'quote_accepted' then quote_accepted
    when 'collected' then collected
    when 'call_back_arranged' then call_back_arranged
    when 'progress_told' then progress_told
    when 'part_handed_over' then part_handed_over
end;

-- When a ticket was cancelled or closed, by the as-of instant; a later reopening undoes it.
create or replace temp macro sla_cancelled_utc(cancelled, reopened, received) as
    case when cancelled between received and getvariable('as_of_utc') and not coalesce(reopened between cancelled and getvariable('as_of_utc'), false) then cancelled end;

create or replace temp macro sla_closed_utc(closed, reopened) as
    case when closed <= getvariable('as_of_utc') and not coalesce(reopened between closed and getvariable('as_of_utc'), false) then closed end;

-- How far a ticket has come between two instants, both in: the place of the latest milestone recorded then in the order of Milestone, from 1; 0 = none.
-- Every milestone later than another proves that the other was passed; the appointment (7) is a promise and proves nothing.
create or replace temp macro sla_passed(
    relayed, forwarded, answered, replied, planned, dispatched, arrived, repaired, confirmed, report_submitted, revisited, archived, closed, first, last) as
case
    when closed >= first and closed <= last then 14
    when archived >= first and archived <= last then 13
    when revisited >= first and revisited <= last then 12
    when report_submitted >= first and report_submitted <= last then 11
    when confirmed >= first and confirmed <= last then 10
    when repaired >= first and repaired <= last then 9
    when arrived >= first and arrived <= last then 8
    when dispatched >= first and dispatched <= last then 6
    when planned >= first and planned <= last then 5
    when replied >= first and replied <= last then 4
    when answered >= first and answered <= last then 3
    when forwarded >= first and forwarded <= last then 2
    when relayed >= first and relayed <= last then 1
    else 0
end;

-- The last instants at which something proves that the clause's start, or its stop, was passed.
create or replace temp macro sla_start_proof_end(cancelled_utc) as coalesce(cancelled_utc, getvariable('as_of_utc'));

create or replace temp macro sla_stop_proof_end(cancelled_utc) as coalesce(cancelled_utc - interval 1 microsecond, getvariable('as_of_utc'));

-- A usable start: recorded by the as-of instant (an appointment may lie ahead), not before receipt.
create or replace temp macro sla_usable_start(given, received, is_promise) as
    case when given >= received and (is_promise or given <= getvariable('as_of_utc')) then given end;

-- A usable stop: recorded by the last instant that proves it passed, so by the as-of instant and before any cancellation.
create or replace temp macro sla_usable_stop(given, stop_proof_end) as
    case when given <= stop_proof_end then given end;

-- Anything else that counts: recorded by the as-of instant, not before receipt.
create or replace temp macro sla_usable(given, received) as
    case when given <= getvariable('as_of_utc') and given >= received then given end;

-- Why a case can't be measured; null when it can. The proofs are places as of sla_passed, from which on a milestone was passed; null = nothing proves it.
create or replace temp macro sla_fault(start_given, start_utc, stop_utc, received, is_promise, start_passed, start_proof, stop_passed, stop_proof) as
case
    when start_given < received then 'start_before_received'
    when start_utc is null then case when start_passed >= start_proof then 'start_missing' end
    when stop_utc < received then 'stop_before_start'
    when not is_promise and stop_utc < start_utc then 'stop_before_start'
    when stop_utc is null then case when stop_passed >= stop_proof then 'stop_missing' end
end;

-- Verdicts as numbers, of which metrics keep sums of bits: 1 met, 2 breached, 4 pending, 0 unmeasurable, 8 cancelled.
create or replace temp macro sla_verdict_word(code) as
    case code when 1 then 'met' when 2 then 'breached' when 4 then 'pending' when 0 then 'unmeasurable' else 'cancelled' end;

create or replace temp macro sla_duration_verdict(reason, elapsed_us, allowed_us, stop_utc, cancelled_utc) as
case
    when reason is not null        then 0
    when elapsed_us > allowed_us   then 2
    when stop_utc is not null      then 1
    when cancelled_utc is not null then 8
    else 4
end;

-- A ticket closed without what must be recorded isn't unmeasurable: it is the breach that the clause is about.
create or replace temp macro sla_fact_reason(kind, fault, stop_utc, visit_count) as
case when kind = 'recorded' and fault = 'stop_missing' then null
     when kind = 'visits' and fault is null and stop_utc is not null and visit_count is null then 'visits_missing'
     else fault end;

create or replace temp macro sla_fact_verdict(kind, at_most, reason, start_utc, stop_utc, before_utc, cancelled_utc, closed_utc, visit_count) as
case
    when kind = 'visits' and start_utc is not null and visit_count > at_most                             then 2
    when reason is not null                                                                              then 0
    when stop_utc is null and cancelled_utc is not null and coalesce(closed_utc >= cancelled_utc, true)  then 8
    when stop_utc is null and kind = 'recorded' and closed_utc is not null                               then 2
    when stop_utc is null                                                                                then 4
    when kind = 'order' and (before_utc is null or before_utc > stop_utc)                                then 2
    else 1
end;

-- The clock of working time: microseconds worked before an instant; null outside the calendar. (A list counts negative positions from its
-- end, so those before its beginning become position 0, which is null.)
create or replace temp macro sla_worked_us(packed, first_slot, step_us, instant_us) as
    (packed[greatest(instant_us // step_us - first_slot + 1, 0)] >> 1)::bigint * 1000000
    + (packed[greatest(instant_us // step_us - first_slot + 1, 0)] & 1) * (instant_us % step_us);

-- The earliest instant at which the clock shows a time greater than zero: used up at closing time, it is closing time.
create or replace temp macro sla_due_us(worked, first_slot, step_us, clock_us) as
    (first_slot + worked[(clock_us - 1) // step_us + 1]) * step_us + clock_us - (clock_us - 1) // step_us * step_us;

-- Working days closed by an instant; null outside the calendar. With 1 microsecond less: closed before it.
create or replace temp macro sla_days_by(days, first_slot, step_us, instant_us) as
    days[greatest(instant_us // step_us - first_slot + 1, 0)]::bigint;

-- What a clause's clock shows: at a start the days closed by then, at an end those closed before it. What is paused of a day counted by its close ends with the
-- last day closed by the end.
create or replace temp macro sla_start_clock(clock, day_us, packed, closed_days, first_slot, step_us, start_us) as
case clock
    when 'working' then sla_worked_us(packed, first_slot, step_us, start_us)
    when 'days' then sla_days_by(closed_days, first_slot, step_us, start_us) * day_us
    else start_us end;

create or replace temp macro sla_end_clock(clock, day_us, packed, closed_days, first_slot, step_us, end_us) as
case clock
    when 'working' then sla_worked_us(packed, first_slot, step_us, end_us)
    when 'days' then sla_days_by(closed_days, first_slot, step_us, end_us - 1) * day_us
    else end_us end;

create or replace temp macro sla_pauses_end_clock(clock, day_us, packed, closed_days, first_slot, step_us, end_us) as
case clock
    when 'working' then sla_worked_us(packed, first_slot, step_us, end_us)
    when 'days' then (sla_days_by(closed_days, first_slot, step_us, end_us) - 1) * day_us
    else end_us end;

-- Not greatest(): of null and 0 it makes 0, and a time outside the calendar would be no time.
create or replace temp macro sla_elapsed_us(clock, start_clock, end_clock, paused_us) as
    case when clock = 'days' and end_clock < start_clock then 0 else end_clock - start_clock end - paused_us;

-- Told strictly before the original deadline; one that lies beyond the calendar is later than anything that was told.
create or replace temp macro sla_is_extended(longer_us, told_utc, usual_due_us) as
    longer_us is not null and told_utc is not null and coalesce(epoch_us(told_utc) < usual_due_us, true);

-- Pauses are given on the clause's clock, in order, not overlapping; null = none. Cut to a start and an end, they are taken off.
create or replace temp macro sla_paused_us(pause_from, pause_to, start_clock, end_clock) as
    case when pause_from is null then 0::bigint
         else coalesce(list_sum(list_transform(
             range(1, len(pause_from) + 1),
             lambda i: greatest(least(pause_to[i], end_clock) - greatest(pause_from[i], start_clock), 0))), 0)::bigint end;

-- What the clock without pauses shows when a limit is used up: every pause that begins before that moves it on.
create or replace temp macro sla_target_us(pause_from, pause_to, start_clock, end_clock, limit_us) as
    case when pause_from is null then start_clock + limit_us
         else list_reduce(
             range(1, len(pause_from) + 1),
             lambda target, i: target + case when greatest(pause_from[i], start_clock) < target
                                             then greatest(least(pause_to[i], end_clock) - greatest(pause_from[i], start_clock), 0) else 0 end,
             start_clock + limit_us)::bigint end;

-- When a limit is used up, given what the clock then shows; null beyond the calendar. Without a limit it is the start itself.
create or replace temp macro sla_due_of(clock, day_us, worked, closes_us, first_slot, step_us, start_us, limit_us, target_clock) as
    case
        when clock = 'days' then closes_us[target_clock // day_us + 1]
        when clock = 'all' then target_clock
        when limit_us = 0 then start_us
        else sla_due_us(worked, first_slot, step_us, target_clock)
    end;

-- Local times by the zone's stretches of one offset. Where an hour comes twice its first coming is meant; one that is skipped is the end of the gap.
create or replace temp macro sla_local(instant) as
    instant + to_microseconds((getvariable('sla_zone_offsets')::bigint[])[len(list_filter(getvariable('sla_zone_ends')::bigint[], lambda e: e <= epoch_us(instant))) + 1]);

create or replace temp macro sla_utc_us(local_us, stretch) as
    greatest(local_us - (getvariable('sla_zone_offsets')::bigint[])[stretch], coalesce((getvariable('sla_zone_ends')::bigint[])[greatest(stretch - 1, 0)], local_us - (getvariable('sla_zone_offsets')::bigint[])[stretch]));

create or replace temp macro sla_months_later_us(instant, months) as
    sla_utc_us(
        epoch_us(sla_local(instant) + to_months(months::integer)),
        len(list_filter(getvariable('sla_zone_local_ends')::bigint[], lambda e: e <= epoch_us(sla_local(instant) + to_months(months::integer)))) + 1);

-- A limit in microseconds, counted from a start where it is given in months.
create or replace temp macro sla_limit_of(start_utc, limit_us, months) as
    case when months is null then limit_us::bigint else sla_months_later_us(start_utc, months) - epoch_us(start_utc) end;

-- macros:  what the judging of clauses says again and again; all arguments but the columns fold to constants when a query is bound
-- note:    sla_pick       the column of a milestone's name; null for another name
--          sla_proves     true when the milestone is in the list and was recorded between two instants, both in
--          sla_is_past    true when one of the milestones proves it; else false or null
--          sla_allows     a filter in three-valued logic: true without a filter or when the value is wanted, null when the value is unknown
--                         or missing, else false

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

create or replace temp macro sla_proves(milestones, milestone, happened, first, last) as
    list_contains(milestones::varchar[], milestone) and happened >= first and happened <= last;

create or replace temp macro sla_is_past(
    milestones, relayed, forwarded, answered, replied, planned, dispatched, arrived, repaired,
    confirmed, report_submitted, revisited, archived, closed, first, last) as
    sla_proves(milestones, 'relayed', relayed, first, last)
    or sla_proves(milestones, 'forwarded', forwarded, first, last)
    or sla_proves(milestones, 'answered', answered, first, last)
    or sla_proves(milestones, 'replied', replied, first, last)
    or sla_proves(milestones, 'planned', planned, first, last)
    or sla_proves(milestones, 'dispatched', dispatched, first, last)
    or sla_proves(milestones, 'arrived', arrived, first, last)
    or sla_proves(milestones, 'repaired', repaired, first, last)
    or sla_proves(milestones, 'confirmed', confirmed, first, last)
    or sla_proves(milestones, 'report_submitted', report_submitted, first, last)
    or sla_proves(milestones, 'revisited', revisited, first, last)
    or sla_proves(milestones, 'archived', archived, first, last)
    or sla_proves(milestones, 'closed', closed, first, last);

create or replace temp macro sla_allows(wanted, value) as
    case
        when wanted is null then true
        when list_contains(wanted::varchar[], coalesce(value, 'unknown')) then true
        when coalesce(value, 'unknown') = 'unknown' then null
        else false
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
create or replace temp macro sla_due_of(worked, closes_us, first_slot, step_us, start_us, limit_us, target_clock) as
    case
        when getvariable('sla_clock') = 'days' then closes_us[target_clock // getvariable('sla_day_us') + 1]
        when getvariable('sla_clock') = 'all' then target_clock
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

-- The local month of an instant: one of those asked for; of any other the month by UTC, one later or earlier when the local month's ends say so. The list of local month
-- starts begins a month before the first month asked for and ends two after the last; further away it is the month by UTC.
create or replace temp macro sla_month(instant) as coalesce(
    mart_month(instant)::timestamp,
    getvariable('sla_first_month') + to_months((
        datediff('month', getvariable('sla_first_month'), instant::date)
        + case when instant >= getvariable('sla_month_starts')[greatest(datediff('month', getvariable('sla_first_month'), instant::date) + 3, 0)] then 1
               when instant < getvariable('sla_month_starts')[greatest(datediff('month', getvariable('sla_first_month'), instant::date) + 2, 0)] then -1
               else 0 end)::integer));

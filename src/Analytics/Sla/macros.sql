-- macros:  what the judging of clauses says again and again; all arguments but the columns fold to constants when a query is bound
-- note:    sla_pick       the column of a milestone's name; null for another name
--          sla_proves     true when the milestone is in the list and was recorded between receipt and the as-of instant
--          sla_allows     a filter in three-valued logic: true without a filter or when the value is wanted, null when the value is unknown
--                         or missing, else false

create or replace temp macro sla_pick(
    name, received, relayed, forwarded, answered, replied, planned, dispatched, appointed, arrived, repaired, confirmed,
    report_submitted, revisited, archived, closed, extension_told, quote_accepted) as
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
end;

create or replace temp macro sla_proves(milestones, milestone, happened, received) as
    list_contains(milestones::varchar[], milestone) and happened >= received and happened <= getvariable('as_of_utc');

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

-- The local month of an instant: the month by UTC, one later or earlier when the local month's ends say so. The list of local month
-- starts begins a month before the first month asked for and ends two after the last; further away it is the month by UTC.
create or replace temp macro sla_month(instant) as
    getvariable('sla_first_month') + to_months((
        datediff('month', getvariable('sla_first_month'), instant::date)
        + case when instant >= getvariable('sla_month_starts')[greatest(datediff('month', getvariable('sla_first_month'), instant::date) + 3, 0)] then 1
               when instant < getvariable('sla_month_starts')[greatest(datediff('month', getvariable('sla_first_month'), instant::date) + 2, 0)] then -1
               else 0 end)::integer);

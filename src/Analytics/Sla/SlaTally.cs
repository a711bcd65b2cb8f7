using System.Globalization;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>
/// Writes the one query that finds the verdicts on all clauses of a policy side by side: every ticket is read once, and what clauses have in common is
/// worked out once. The steps are the macros of <c>Sla/macros.sql</c>, the very ones by which the views <c>sla_candidates</c>, <c>sla_duration_cases</c>
/// and <c>sla_fact_cases</c> judge one clause with all that is shown of its cases; here month and verdict are all that is kept.
/// </summary>
/// <remarks>
/// Names come from the milestones and from this class, values go in as literals: no text of a policy becomes SQL. A step that two clauses share is
/// written once, since the engine doesn't look into conditional expressions for what it has computed already.
/// </remarks>
internal sealed class SlaTally
{
    private const string Recorded =
        "relayed_at_utc, forwarded_at_utc, answered_at_utc, replied_at_utc, planned_at_utc, dispatched_at_utc, arrived_at_utc, repaired_at_utc, "
        + "confirmed_at_utc, report_submitted_at_utc, revisited_at_utc, archived_at_utc, closed_at_utc";

    private readonly Policy policy;
    private readonly List<Dictionary<string, string>> steps = [.. Enum.GetValues<Step>().Select(_ => new Dictionary<string, string>(StringComparer.Ordinal))];
    private readonly Dictionary<string, string> joins = new(StringComparer.Ordinal);
    private readonly HashSet<string> starts = new(StringComparer.Ordinal) { "t.received_at_utc" };
    private bool mayCountLater;

    private SlaTally(Policy policy) => this.policy = policy;

    // A step is made of columns of those before it.
    private enum Step
    {
        Given,
        Usable,
        Judged,
        Clocked,
        Aimed,
        Elapsed,
        Extended,
        Due,
        Outcome,
    }

    /// <summary>The table in which the interruptions of a pass are laid for the query.</summary>
    public static string InterruptionsOf(int pass) => string.Create(CultureInfo.InvariantCulture, $"sla_interruptions_{pass}");

    /// <summary>
    /// The query, one row per group and combination of outcomes: <c>group_name</c>, <c>outcomes</c> (a place for each clause of the policy: the number of
    /// the month as of <c>mart_month_number</c> times 16, plus the verdict as of <c>sla_duration_verdict</c>; null where there is no case in a month asked
    /// for) and <c>ticket_count</c>.
    /// </summary>
    /// <param name="policy">Whose clauses are judged; the grids of its calendars are laid.</param>
    /// <param name="passes">Its passes; of those that are interrupted, <see cref="InterruptionsOf"/> tells by what.</param>
    public static string Query(Policy policy, IReadOnlyList<ClausePass> passes)
    {
        SlaTally tally = new(policy);
        List<string>[] outcomes = [.. policy.Clauses.Select(_ => new List<string>())];
        for (int i = 0; i < passes.Count; i++)
        {
            outcomes[passes[i].Version].Add(tally.OutcomeOf(passes[i], i));
        }

        // A ticket falls into one pass of a clause at most.
        return tally.Text([.. outcomes.Select(o => o.Count == 0 ? "null::integer" : $"coalesce({string.Join(", ", o)})")]);
    }

    private string Text(IReadOnlyList<string> outcomes)
    {
        string range = mayCountLater ? "true" : string.Join(" or ", starts.Select(s => $"{s} >= getvariable('months_from_utc')"));
        List<string> text =
        [
            $"""
            tickets as (
                select t.*, {string.Concat(joins.Keys.Select(alias => alias + ".*, "))}
                    sla_cancelled_utc(t.cancelled_at_utc, t.reopened_at_utc, t.received_at_utc) as cancelled_utc,
                    sla_closed_utc(t.closed_at_utc, t.reopened_at_utc) as closed_utc
                from mart_tickets as t {string.Join(' ', joins.Values)}
                where t.received_at_utc < getvariable('months_to_utc') and ({range})
            )
            """,
        ];
        string before = "tickets";
        foreach (Step step in Enum.GetValues<Step>().Where(s => steps[(int)s].Count > 0))
        {
            string name = $"step_{(int)step}";
            string made = string.Join(",\n    ", steps[(int)step].Select(c => $"{c.Key} as {c.Value}"));
            text.Add($"{name} as (\n    select {(step == Step.Outcome ? "group_name" : "*")},\n    {made}\n    from {before}\n)");
            before = name;
        }

        string columns = string.Join(", ", outcomes.Select((o, i) => $"{o} as clause_{i}"));
        text.Add($"counted as (\n    select group_name, {columns}, count(*) as ticket_count from {before} group by all\n)");
        return $"with {string.Join(",\n", text)}\nselect group_name, [{string.Join(", ", outcomes.Select((_, i) => $"clause_{i}"))}]::integer[] as outcomes, ticket_count\nfrom counted";
    }

    // The column of an expression, made once per step.
    private string Column(Step step, string expression)
    {
        Dictionary<string, string> made = steps[(int)step];
        return made.TryGetValue(expression, out string? name) ? name : made[expression] = string.Create(CultureInfo.InvariantCulture, $"c{(int)step}_{made.Count}");
    }

    private string OutcomeOf(ClausePass pass, int number)
    {
        Clause clause = pass.Clause;
        Dictionary<string, string> value = ClauseVariables.Of(pass, policy).ToDictionary(v => v.Name, v => SqlLiteral.Of(v.Value), StringComparer.Ordinal);
        string? interrupted = pass.IsInterrupted ? Interruptions(number) : null;
        bool isReopened = clause.Reopened != Reopening.NoEffect;

        string startGiven = clause.Reopened == Reopening.StartsAgain
            ? Column(Step.Given, $"case when {interrupted}_reopened_utc is not null then {interrupted}_start_again_utc else {clause.Start.Code()}_at_utc end")
            : clause.Start.Code() + "_at_utc";
        string stopGiven = isReopened
            ? Column(Step.Given, $"case when {interrupted}_reopened_utc is not null then {interrupted}_stop_again_utc else {clause.Stop.Code()}_at_utc end")
            : clause.Stop.Code() + "_at_utc";
        string startPassed = Column(Step.Given, $"sla_passed({Recorded}, received_at_utc, sla_start_proof_end(cancelled_utc))");
        string stopProofEnd = Column(Step.Given, "sla_stop_proof_end(cancelled_utc)");
        string stopPassed = isReopened
            ? Column(Step.Usable, $"sla_passed({Recorded}, coalesce({interrupted}_reopened_utc + interval 1 microsecond, received_at_utc), {stopProofEnd})")
            : Column(Step.Usable, $"case when cancelled_utc is null then {startPassed} else sla_passed({Recorded}, received_at_utc, {stopProofEnd}) end"); // only a cancellation tells the two apart
        string applies = Column(Step.Given, ConditionSql.Takes(pass));
        starts.Add($"t.{clause.Start.Code()}_at_utc");
        mayCountLater |= clause.MonthBy == MonthBy.Deadline || clause.Reopened == Reopening.StartsAgain;

        string isPromise = clause.Start == Milestone.Appointed ? "true" : "false";
        bool isFromReceipt = startGiven == "received_at_utc"; // which every ticket has, and which is not before itself
        string start = isFromReceipt ? startGiven : Column(Step.Usable, $"sla_usable_start({startGiven}, received_at_utc, {isPromise})");
        string stop = Column(Step.Usable, $"sla_usable_stop({stopGiven}, {stopProofEnd})");
        string given = isFromReceipt ? "null::timestamp, received_at_utc" : $"{startGiven}, {start}";
        string fault = Column( // a stop before the receipt is one before the start already
            Step.Judged,
            $"sla_fault({given}, {stop}, received_at_utc, {(isFromReceipt ? "true" : isPromise)}, {startPassed}, {value["start_proof"]}, {stopPassed}, {value["stop_proof"]})");

        string axis = isFromReceipt ? start : Column(Step.Judged, $"coalesce({start}, received_at_utc)");
        string isCase = (isFromReceipt ? applies : $"{applies} and ({start} is not null or {fault} is not null)")
            + (pass.From is null ? string.Empty : $" and {axis} >= {value["valid_from_utc"]}")
            + (pass.To is null ? string.Empty : $" and {axis} < {value["valid_to_utc"]}");
        (string month, string verdict) = clause.Kind == ClauseKind.Duration
            ? Duration(pass, value, interrupted, start, stop, fault, axis)
            : Fact(clause, value, start, stop, fault, axis);
        return Column(Step.Outcome, $"case when {isCase} then {month} * 16 + {verdict} end");
    }

    private (string Month, string Verdict) Fact(Clause clause, Dictionary<string, string> value, string start, string stop, string fault, string axis)
    {
        string before = clause.Before is { } first ? Column(Step.Usable, $"sla_usable({first.Code()}_at_utc, received_at_utc)") : "null::timestamp";
        string reason = Column(Step.Clocked, $"sla_fact_reason({value["kind"]}, {fault}, {stop}, visit_count)");
        return (
            MonthOf(clause, axis),
            $"sla_fact_verdict({value["kind"]}, {value["at_most"]}, {reason}, {start}, {stop}, {before}, cancelled_utc, closed_utc, visit_count)");
    }

    private (string Month, string Verdict) Duration(
        ClausePass pass, Dictionary<string, string> value, string? interrupted, string start, string stop, string fault, string axis)
    {
        Clause clause = pass.Clause;
        bool isByDeadline = clause.MonthBy == MonthBy.Deadline;
        string clock = $"{value["clock"]}, {value["day_us"]}";
        string? grid = pass.Calendar is null ? null : Grid(value["calendar"]);
        string gridAt = grid is null ? "null::integer[], null::integer[], null::bigint, null::bigint" : $"{grid}_packed, {grid}_closed_days, {grid}_first_slot, {grid}_step_us";
        string startUs = $"epoch_us({start})";
        string endUs = $"epoch_us(coalesce({stop}, {Column(Step.Given, "coalesce(cancelled_utc, getvariable('as_of_utc')::timestamp)")}))";
        string usual = Limit("limit");
        string startClock = Column(Step.Clocked, $"sla_start_clock({clock}, {gridAt}, {startUs})");
        string endClock = Column(Step.Clocked, $"sla_end_clock({clock}, {gridAt}, {endUs})");
        string pauses = interrupted is null
            ? $"null::bigint[], null::bigint[], {startClock}, null::bigint"
            : $"{interrupted}_pause_from, {interrupted}_pause_to, {startClock}, {Column(Step.Clocked, $"sla_pauses_end_clock({clock}, {gridAt}, {endUs})")}";
        string elapsed = Column(Step.Elapsed, $"sla_elapsed_us({value["clock"]}, {startClock}, {endClock}, sla_paused_us({pauses}))");
        string reason = grid is null ? fault : Column(Step.Extended, $"coalesce({fault}, case when {elapsed} is null then 'outside_calendar' end)"); // all time has no outside
        string allowed = usual;
        string due = isByDeadline || clause.Extension is not null ? DueOf(usual) : "null::bigint";
        if (clause.Extension is { } extension)
        {
            string told = Column(Step.Usable, $"sla_usable({extension.Told.Code()}_at_utc, received_at_utc)");
            string longer = Limit("longer");
            string isExtended = Column(Step.Extended, $"sla_is_extended({longer}, {told}, {due})");
            allowed = Column(Step.Due, $"case when {isExtended} then {longer} else {usual} end");
            due = isByDeadline ? Column(Step.Due, $"case when {isExtended} then {DueOf(longer)} else {due} end") : due;
        }

        // A deadline beyond the calendar is in no month that is known: then the start's.
        string month = isByDeadline
            ? $"mart_month_number(case when {reason} is null then coalesce(make_timestamp({due}), {axis}) else {axis} end)"
            : MonthOf(clause, axis);
        return (month, $"sla_duration_verdict({reason}, {elapsed}, {allowed} + {value["grace_us"]}, {stop}, cancelled_utc)");

        string Limit(string name) => value[name + "_months"] == "null"
            ? value[name + "_us"]
            : Column(Step.Judged, $"sla_limit_of({start}, {value[name + "_us"]}, {value[name + "_months"]})");

        string DueOf(string limit)
        {
            string target = Column(Step.Aimed, $"sla_target_us({pauses}, {limit})");
            return Column(
                Step.Elapsed,
                $"sla_due_of({clock}, {(grid is null ? "null::integer[], null::bigint[], null::bigint, null::bigint" : $"{grid}_worked, {grid}_closes_us, {grid}_first_slot, {grid}_step_us")}, {startUs}, {limit}, {target})");
        }
    }

    // Many clauses count from the receipt, whose month is looked up once; a clause on some tickets alone looks up the month of another start for those alone.
    private string MonthOf(Clause clause, string axis) =>
        axis == "received_at_utc" || clause.AppliesTo.IsEverything ? Column(Step.Due, $"mart_month_number({axis})") : $"mart_month_number({axis})";

    private string Interruptions(int pass)
    {
        string alias = string.Create(CultureInfo.InvariantCulture, $"i{pass}");
        string[] names = ["ticket_id", "reopened_utc", "start_again_utc", "stop_again_utc", "pause_from", "pause_to"];
        joins[alias] = $"left join (select {string.Join(", ", names.Select(n => $"{n} as {alias}_{n}"))} from {InterruptionsOf(pass)}) as {alias} on {alias}.{alias}_ticket_id = t.ticket_id";
        return alias;
    }

    // A calendar's one row, beside every ticket.
    private string Grid(string calendar)
    {
        string? known = joins.FirstOrDefault(j => j.Value.EndsWith($"= {calendar}) as {j.Key}", StringComparison.Ordinal)).Key;
        if (known is not null)
        {
            return known;
        }

        string alias = string.Create(CultureInfo.InvariantCulture, $"g{joins.Count}");
        string[] names = ["packed", "worked", "closed_days", "first_slot", "step_us", "closes_us"];
        joins[alias] = $"cross join (select {string.Join(", ", names.Select(n => $"{n} as {alias}_{n}"))} from sla_grids where calendar_id = {calendar}) as {alias}";
        return alias;
    }
}

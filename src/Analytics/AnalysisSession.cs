using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Policies.Duties;
using ServiceAnalytics.Analytics.Satisfaction;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics;

/// <summary>
/// One connection over which figures are computed: the state as of a batch, the months asked for, and the mart views.
/// </summary>
/// <remarks>
/// The session variables <c>as_of_batch</c>, <c>as_of_utc</c>, <c>as_of_on</c> (its local day), <c>zone</c>, <c>dimension</c> and the policy's days for notices are what the views read; scripts see
/// <c>mart_tickets</c>, <c>mart_surveys</c>, <c>mart_complaints</c>, <c>mart_units</c>, <c>mart_rectification_steps</c> and the
/// tables <c>mart_months</c> and <c>mart_workdays</c>. Nothing here reads a clock.
/// </remarks>
public sealed class AnalysisSession : IDisposable
{
    private readonly HashSet<string> prepared = [];
    private string? splitBy;

    private AnalysisSession(WarehouseConnection connection, AsOf asOf, TimeZoneInfo zone)
    {
        Connection = connection;
        AsOf = asOf;
        Zone = zone;
    }

    /// <summary>The connection that holds the views; not for two threads at once.</summary>
    public WarehouseConnection Connection { get; }

    /// <summary>The state of knowledge.</summary>
    public AsOf AsOf { get; }

    /// <summary>The policy's time zone: whose midnights begin days and months.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>The months that <see cref="UseMonths"/> asked for last, ascending; empty before.</summary>
    public List<ReportingMonth> Months { get; private set; } = [];

    /// <summary>The policy's spans of time (how many days a survey is open …); the house's defaults until <see cref="UsePolicy"/>.</summary>
    public PolicyWindows Windows { get; private set; } = new();

    /// <summary>Opens a session on the state as of a batch.</summary>
    /// <param name="warehouse">The open warehouse.</param>
    /// <param name="asOf">Which rows, and up to which instant open cases have run.</param>
    /// <param name="zone">The policy's zone.</param>
    public static AnalysisSession Open(WarehouseFile warehouse, AsOf asOf, TimeZoneInfo zone) => Open(warehouse.Connect(), asOf, zone);

    private static AnalysisSession Open(WarehouseConnection connection, AsOf asOf, TimeZoneInfo zone)
    {
        AnalysisSession session = new(connection, asOf, zone);
        connection.SetVariable("as_of_batch", asOf.Batch);
        connection.SetVariable("as_of_utc", asOf.Instant);
        connection.SetVariable("as_of_on", session.DayOf(asOf.Instant));
        connection.SetVariable("zone", zone.Id);
        session.SetWindows(new PolicyWindows());
        session.SetRepeats(new RepeatRules(), []);
        session.SplitBy(null);
        connection.Execute("create temp table mart_months (month date not null, start_utc timestamp not null, end_utc timestamp not null)");
        connection.Execute("create temp table mart_workdays (day date not null, worked_before integer not null, is_worked boolean not null)");
        foreach (string name in SqlScript.NamesIn(typeof(AnalysisSession).Assembly).Where(n => n.StartsWith("Sql/mart/", StringComparison.Ordinal)))
        {
            connection.Execute(SqlScript.Load<AnalysisSession>(name));
        }

        return session;
    }

    /// <summary>Opens a session whose zone, windows and working days are a policy's.</summary>
    /// <inheritdoc cref="Open(WarehouseFile, AsOf, TimeZoneInfo)"/>
    public static AnalysisSession Open(WarehouseFile warehouse, AsOf asOf, Policy policy) => Open(warehouse.Connect(), asOf, policy);

    /// <summary>Opens a session on a connection that is ready for it: what <c>as_of.*</c> means there is the caller's to say.</summary>
    internal static AnalysisSession Open(WarehouseConnection connection, AsOf asOf, Policy policy)
    {
        AnalysisSession session = Open(connection, asOf, policy.Zone);
        session.UsePolicy(policy);
        return session;
    }

    /// <summary>The state after a batch: at the newest export instant among the batches up to it.</summary>
    /// <param name="connection">A connection to the warehouse.</param>
    /// <param name="batch">The last batch to count; null (default) = all of them, the newest state.</param>
    /// <returns>Null when nothing has been taken in up to there.</returns>
    public static AsOf? StateAfter(WarehouseConnection connection, int? batch = null) =>
        connection.Query(
            SqlScript.Load<AnalysisSession>("Sql/state_after.sql"),
            new() { ["batch"] = batch },
            row => row.IsNull("as_of_batch") ? null : new AsOf(row.Int32("as_of_batch"), row.Instant("as_of_utc")))[0];

    /// <summary>Fills <c>mart_months</c> with the months that the next scripts are asked for.</summary>
    public void UseMonths(IEnumerable<ReportingMonth> months)
    {
        List<ReportingMonth> asked = [.. months.Distinct().Order()];
        if (asked.SequenceEqual(Months))
        {
            return; // what has been prepared for them still holds
        }

        Months = asked;
        prepared.Clear();
        Connection.Execute("delete from mart_months");
        string firsts = SqlLiteral.Of(Months.Select(m => m.First));
        string starts = SqlLiteral.Of(Months.Select(m => m.Start(Zone)));
        string ends = SqlLiteral.Of(Months.Select(m => m.End(Zone)));
        Connection.Execute($"insert into mart_months select unnest({firsts}::date[]), unnest({starts}::timestamp[]), unnest({ends}::timestamp[])");
        Connection.SetVariable("months_from_utc", Months.Count == 0 ? null : Months[0].Start(Zone));
        Connection.SetVariable("months_to_utc", Months.Count == 0 ? null : Months[^1].End(Zone));
        Connection.SetVariable("months_are_whole", Months.Count == 0 || Months[^1] == Months[0].Plus(Months.Count - 1));
        Connection.Execute(SqlScript.Load<AnalysisSession>("Sql/months_by_day.sql"));
    }

    /// <summary>The local day of an instant in the policy's zone.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>Sets by what the views' <c>group_name</c> splits the rows; null = not at all (<c>group_name</c> is 'all').</summary>
    public void SplitBy(string? dimension)
    {
        string named = dimension ?? FigureGroup.All.ToString();
        if (named == splitBy)
        {
            return;
        }

        splitBy = named;
        Connection.SetVariable("dimension", named);
        prepared.RemoveWhere(script => SqlScript.Load<AnalysisSession>(script).Text.Contains("group_name", StringComparison.Ordinal)); // what was counted by other groups
    }

    /// <summary>Runs scripts that fill temporary tables for the months asked for, each once for all metrics that read it.</summary>
    /// <param name="scripts">Paths below src/Analytics, in the order in which they build on each other.</param>
    public void Prepare(IEnumerable<string> scripts)
    {
        foreach (string script in scripts.Where(prepared.Add))
        {
            Connection.Execute(SqlScript.Load<AnalysisSession>(script));
        }
    }

    /// <summary>
    /// Takes over a policy's windows and fills <c>mart_workdays</c> from its main calendar: one row per local day, with the number of
    /// working days before it, so that working days between two days are a difference.
    /// </summary>
    private void UsePolicy(Policy policy)
    {
        SetWindows(policy.Windows);
        SetRepeats(policy.Repeats, policy.Duties);
        WorkCalendar calendar = policy.MainCalendar;
        string worked = string.Create(calendar.Last.DayNumber - calendar.First.DayNumber + 1, calendar, static (flags, calendar) =>
        {
            for (int i = 0; i < flags.Length; i++)
            {
                flags[i] = calendar.IsWorkingDay(calendar.First.AddDays(i)) ? '1' : '0';
            }
        });
        Connection.Execute(
            """
            insert into mart_workdays
            select day, coalesce(sum(is_worked::integer) over (order by day rows between unbounded preceding and 1 preceding), 0), is_worked
            from (select $first + i::integer as day, substr($worked, i::integer + 1, 1) = '1' as is_worked from range(length($worked)) r(i))
            """,
            new() { ["first"] = calendar.First, ["worked"] = worked });
        CallBackDeadlines.Fill(this, policy);
    }

    private void SetWindows(PolicyWindows windows)
    {
        Windows = windows;
        Connection.SetVariable("issue_working_days", windows.IssueWorkingDays);
        Connection.SetVariable("verification_days", windows.VerificationDays);
        Connection.SetVariable("survey_maturity_days", windows.SurveyMaturityDays);
    }

    private void SetRepeats(RepeatRules rules, IReadOnlyList<Duty> duties)
    {
        foreach (UnitKey key in Enum.GetValues<UnitKey>())
        {
            Connection.SetVariable("unit_by_" + RepeatRules.Word(key), rules.UnitBy.Contains(key));
        }

        Connection.SetVariable("same_fault_by", RepeatRules.Word(rules.SameFaultBy));
        Connection.SetVariable("repeat_text_likeness", rules.TextLikeness);
        int[] windows =
        [
            RepeatRules.CatalogueReachDays, Windows.RepeatDays[^1], Windows.FirstTimeFixDays,
            .. duties.Where(d => d.Kind == DutyKind.NoRepeat).Select(d => d.WithinDays ?? 0),
        ];
        Connection.SetVariable("repeat_reach_days", windows.Max());
        Connection.SetVariable("repeat_text_reach_days", RepeatRules.TextReachDays);
    }

    /// <inheritdoc/>
    public void Dispose() => Connection.Dispose();
}

using System.Reflection;
using System.Text.RegularExpressions;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Testing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.House.Tests;

/// <summary>
/// The header of a .sql file is its contract: its first line says what the file is (<c>metric:</c>, <c>result:</c>, <c>table:</c>, <c>view:</c>,
/// <c>migration:</c> …), <c>params:</c> and <c>columns:</c> what it takes and gives.
/// </summary>
public sealed class SqlContractTests
{
    private static readonly Assembly[] Assemblies = [typeof(SqlScript).Assembly, typeof(AnalysisSession).Assembly, typeof(Ingest.Importer).Assembly, Assembly.Load("service-analytics")];

    // These make or fill things and return none; what reads them holds them to their columns.
    private static readonly string[] ReturnNothing = ["view", "migration", "table", "macros", "what", "insert"];

    public static TheoryData<string, string> Results() => Scripts(IsResult);

    public static TheoryData<string, string> All() => Scripts(_ => true);

    [Theory]
    [MemberData(nameof(All))]
    public void Every_script_says_in_its_first_line_what_it_is(string assembly, string name) => Assert.Matches("^-- [a-z]+: +[^ ]", Load(assembly, name).Text.Split('\n')[0]);

    [Theory]
    [MemberData(nameof(Results))]
    public void A_query_returns_the_very_columns_that_its_header_lists(string assembly, string name)
    {
        SqlScript script = Load(assembly, name);
        using WarehouseBuilder warehouse = new();
        using AnalysisSession session = AnalysisSession.Open(warehouse.File, new AsOf(0, new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)), TimeZoneInfo.Utc);
        session.UseMonths([ReportingMonth.Parse("2026-10")]);
        FillTablesFor(session, script);
        if (script.Text.Contains("sla_", StringComparison.Ordinal))
        {
            // Judging makes the views and sets the variables that such queries read.
            SlaJudge.Judge(session, Policy.Load(Repository.PathOf("data/policies/equipment.yaml"), Repository.PathOf("data/calendars")));
        }

        SqlParameters parameters = [];
        foreach (string parameter in script.Parameters)
        {
            parameters[parameter] = Sample(parameter);
        }

        List<string> returned = session.Connection.Query(
            $"select column_name from (describe {Regex.Replace(script.Text.TrimEnd().TrimEnd(';'), "^--.*$", string.Empty, RegexOptions.Multiline)})",
            parameters,
            row => row.Text("column_name"));
        Assert.Equal(script.Columns, returned);
    }

    [Fact]
    public void A_metrics_query_returns_what_its_estimator_reads()
    {
        Assert.All(MetricCatalog.All, metric =>
        {
            SqlScript script = SqlScript.Load<AnalysisSession>(metric.Sql);
            Assert.Empty(metric.Estimator.Columns.Concat(["month", "group_name"]).Except(script.Columns));
            Assert.Contains(metric.Key, script.Text, StringComparison.Ordinal); // the header names the metrics it serves
        });
    }

    // Tables that C# or another script makes before the query can run.
    private static void FillTablesFor(AnalysisSession session, SqlScript script)
    {
        foreach (string name in SqlScript.NamesIn(typeof(AnalysisSession).Assembly))
        {
            SqlScript table = SqlScript.Load<AnalysisSession>(name);
            Match made = Regex.Match(table.Text, @"^-- table: +([a-z_]+)");
            if (made.Success && table != script && Regex.IsMatch(script.Text, $@"\b{made.Groups[1].Value}\b"))
            {
                FillTablesFor(session, table);
                SqlParameters parameters = [];
                foreach (string parameter in table.Parameters)
                {
                    parameters[parameter] = Sample(parameter);
                }

                session.Connection.Execute(table, parameters);
            }
        }
    }

    /// <summary>A value of the type that a parameter's name promises (docs: names say unit, zone and kind).</summary>
    private static object? Sample(string parameter) => parameter switch
    {
        _ when parameter.EndsWith("_utc", StringComparison.Ordinal) => new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero),
        _ when parameter.EndsWith("_on", StringComparison.Ordinal) || parameter is "month" or "day" => new DateOnly(2026, 10, 1),
        _ when parameter.StartsWith("is_", StringComparison.Ordinal) => true,
        _ when parameter.EndsWith("_days", StringComparison.Ordinal) || parameter.EndsWith("_months", StringComparison.Ordinal) => 30,
        "batch" or "batch_id" or "most" => 1,
        _ when parameter.EndsWith("_share", StringComparison.Ordinal) => 0.5,
        _ => "x",
    };

    private static bool IsResult(SqlScript script) => !ReturnNothing.Any(kind => script.Text.StartsWith($"-- {kind}:", StringComparison.Ordinal));

    private static TheoryData<string, string> Scripts(Func<SqlScript, bool> wanted)
    {
        TheoryData<string, string> data = [];
        foreach (Assembly assembly in Assemblies)
        {
            foreach (string name in SqlScript.NamesIn(assembly).Where(name => wanted(SqlScript.Load(assembly, name))))
            {
                data.Add(assembly.GetName().Name!, name);
            }
        }

        return data;
    }

    private static SqlScript Load(string assembly, string name) => SqlScript.Load(Assemblies.Single(a => a.GetName().Name == assembly), name);
}

using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Reports.Formatting;
using Spectre.Console;

namespace ServiceAnalytics.App.Commands;

/// <summary>What the commands over one chapter's findings have in common: month, as-of, JSON or a table.</summary>
internal static class FindingsCommand
{
    /// <summary>Makes such a command.</summary>
    /// <param name="scope">The common options.</param>
    /// <param name="name">Of the command.</param>
    /// <param name="summary">Its help.</param>
    /// <param name="compute">Computes the findings.</param>
    /// <param name="key">Of the object in the JSON.</param>
    /// <param name="json">The findings as JSON.</param>
    /// <param name="write">The findings for people.</param>
    /// <param name="parent">The command that it stands under; null for none.</param>
    public static Command Create<TFindings>(
        CommandScope scope,
        string name,
        Bilingual summary,
        Func<AnalysisSession, Policy, ReportingMonth, CancellationToken, TFindings> compute,
        string key,
        Func<TFindings, JsonNode> json,
        Action<Terminal, TFindings, ReportingMonth, Language> write,
        string? parent = null)
    {
        string path = parent is null ? name : $"{parent} {name}";
        Option<string?> month = scope.MonthOption();
        var asOf = scope.AsOfOption();
        Option<bool> asJson = scope.JsonOption();
        Command command = scope.Command(name, summary, $"{path} --month 2026-10", $"{path} --month 2026-10 --json");
        command.Options.Add(month);
        command.Options.Add(asOf);
        command.Options.Add(asJson);
        command.SetAction((parsed, cancel) =>
        {
            using OpenWorkspace open = OpenWorkspace.Open(parsed.GetValue(scope.WorkspaceOption)!, name, scope.Clock, cancel);
            AsOf state = open.AsOf(parsed.GetValue(asOf));
            ReportingMonth asked = open.Month(parsed.GetValue(month), state);
            using AnalysisSession session = AnalysisSession.Open(open.Warehouse, state, open.Policy);
            TFindings findings = compute(session, open.Policy, asked, cancel);
            if (parsed.GetValue(asJson))
            {
                Json.Write(scope.Terminal, Json.Basis(open.Policy, asked, state), key, json(findings));
            }
            else
            {
                write(scope.Terminal, findings, asked, scope.LanguageOf(parsed, open.Settings.Language));
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    /// <summary>A table of a name (two lines at most) and a few figures, within 80 columns.</summary>
    public static void Table(Terminal terminal, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        Table table = new Table().Border(TableBorder.SimpleHeavy).Expand();
        for (int i = 0; i < heads.Count; i++)
        {
            TableColumn column = new(Markup.Escape(heads[i]));
            table.AddColumn(i == 0 ? column : column.RightAligned().NoWrap());
        }

        foreach (IReadOnlyList<string> row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        terminal.Tables.Write(table);
    }

    /// <summary>An interval's limits, a missing upper one as nothing.</summary>
    public static string Limits(PageFormat page, Analytics.Statistics.Interval interval) =>
        page.NumberInterval(interval.Lower, double.IsFinite(interval.Upper) ? interval.Upper : null);

    /// <summary>A number that JSON can hold; null for none or an infinite one.</summary>
    public static JsonNode? Finite(double? value) => value is { } v && double.IsFinite(v) ? v : null;
}

using System.CommandLine;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Reports.Formatting;
using ServiceAnalytics.Reports.Words;
using Spectre.Console;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>metrics --month M [--by region]</c>: every figure with n, interval, unmeasurable rows, the month before and a year ago.</summary>
internal static class MetricsCommand
{
    private static readonly string[] Dimensions =
        ["region", "office", "technician", "product_model", "product_series", "severity", "channel", "customer", "fault_code", "resolution_mode"];

    public static Command Create(CommandScope scope)
    {
        Option<string?> month = scope.MonthOption();
        Option<string?> asOf = scope.AsOfOption();
        Option<bool> json = scope.JsonOption();
        Option<string?> by = new("--by") { Description = scope.Say("按维度分组：", "Split by: ") + string.Join(", ", Dimensions), HelpName = "DIMENSION" };
        by.AcceptOnlyFromAmong(Dimensions);
        Option<string[]> only = new("--metric") { Description = scope.Say("只看这些指标（可重复）", "Only these metrics (may be given several times)"), HelpName = "KEY", DefaultValueFactory = _ => [] };
        only.AcceptOnlyFromAmong([.. MetricCatalog.All.Select(m => m.Key)]);
        Command command = scope.Command(
            "metrics",
            new Bilingual("某月全部指标：数值、样本量、区间、不可计量数、上月与去年同月。", "All figures of a month: value, n, interval, unmeasurable rows, the month before and a year ago."),
            "metrics --month 2026-10",
            "metrics --month 2026-10 --by region --metric repeat_rate_30d --json");
        command.Options.Add(month);
        command.Options.Add(by);
        command.Options.Add(only);
        command.Options.Add(asOf);
        command.Options.Add(json);
        command.SetAction((parsed, cancel) =>
        {
            using OpenWorkspace open = OpenWorkspace.Open(parsed.GetValue(scope.WorkspaceOption)!, "metrics", scope.Clock, cancel);
            Language language = scope.LanguageOf(parsed, open.Settings.Language);
            AsOf state = open.AsOf(parsed.GetValue(asOf));
            ReportingMonth asked = open.Month(parsed.GetValue(month), state);
            string[] keys = parsed.GetValue(only)!;
            using AnalysisSession session = AnalysisSession.Open(open.Warehouse, state, open.Policy);
            IReadOnlyList<Figure> figures = MonthFigures.Compute(
                session, open.Policy, [asked.YearBefore, asked.Previous, asked], keys.Length == 0 ? null : keys, parsed.GetValue(by), cancel);
            if (parsed.GetValue(json))
            {
                Json.Write(scope.Terminal, Json.Basis(open.Policy, asked, state), "figures", FigureJson.Of(figures));
            }
            else
            {
                WriteTable(scope.Terminal, language, open.Policy, asked, figures);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    // Two lines a metric: a table with a column for everything doesn't fit 80 columns once names are Chinese.
    private static void WriteTable(Terminal terminal, Language language, Policy policy, ReportingMonth month, IReadOnlyList<Figure> figures)
    {
        bool zh = language == Language.Zh;
        PageFormat page = new(language);
        FigureFormat format = new(page);
        Table table = new Table().Border(TableBorder.SimpleHeavy).Expand();
        table.AddColumn(zh ? "指标" : "Metric");
        table.AddColumn(new TableColumn(month.ToString()).RightAligned());
        table.AddColumn(new TableColumn(zh ? "95% 区间" : "95% interval").RightAligned());
        Dictionary<(string, FigureGroup, ReportingMonth), Figure> lookup = figures.ToDictionary(f => (f.Metric, f.Group, f.Month));
        foreach (Figure figure in figures.Where(f => f.Month == month))
        {
            string title = FigureWords.Title(policy, figure.Metric, figure.Group, language);
            string beside = zh
                ? $"  n {page.Count(figure.N)}，不可计量 {page.Count(figure.Unmeasurable)}；上月 {Earlier(month.Previous)}，去年同月 {Earlier(month.YearBefore)}"
                : $"  n {page.Count(figure.N)}, unmeasurable {page.Count(figure.Unmeasurable)}; {month.Previous} {Earlier(month.Previous)}, {month.YearBefore} {Earlier(month.YearBefore)}";
            if (figure.Unmeasurable > 0 && FigureBounds.Of(figure) is { } bounds && !FigureFormat.IsTooFew(figure))
            {
                Unit unit = MetricCatalog.Find(figure.Metric).Unit;
                beside += zh
                    ? $"\n  不可计量者全部不利／有利时：{format.Number(bounds.Worst, unit)}／{format.Number(bounds.Best, unit)}"
                    : $"\n  if the unmeasurable were all bad, all good: {format.Number(bounds.Worst, unit)}, {format.Number(bounds.Best, unit)}";
            }

            table.AddRow(
                Markup.Escape($"{title}\n{beside}"),
                Markup.Escape(Shown(figure) + (figure.IsProvisional ? "*" : string.Empty)),
                Markup.Escape(format.Interval(figure)));

            string Earlier(ReportingMonth when) => lookup.TryGetValue((figure.Metric, figure.Group, when), out Figure? then) ? Shown(then) : PageFormat.Absent;
        }

        terminal.Tables.Write(table);
        if (figures.Any(f => f.Month == month && f.IsProvisional))
        {
            terminal.Out.WriteLine(zh ? "* 暂定：观察期未满，数值还会变动。" : "* provisional: the time of observation is not over, the figure can still move.");
        }

        string Shown(Figure figure) =>
            FigureFormat.IsTooFew(figure) ? $"(n < {MetricCatalog.Find(figure.Metric).MinimumSample})" : format.Number(figure.Value, MetricCatalog.Find(figure.Metric).Unit);
    }
}

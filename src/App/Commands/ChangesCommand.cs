using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Changes;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.App.Issuing;
using ServiceAnalytics.Reports.Formatting;
using ServiceAnalytics.Reports.Words;
using ServiceAnalytics.Warehouse;
using Spectre.Console;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>changes --month M --since ISSUE|BATCH</c>: what a month's figures were, what they are, and why.</summary>
internal static class ChangesCommand
{
    private const string IssuePrefix = "issue-";
    private const int RowsShown = 10;
    private const int Width = 79;

    public static Command Create(CommandScope scope)
    {
        Option<string?> month = scope.MonthOption();
        Option<string?> asOf = scope.AsOfOption();
        Option<bool> json = scope.JsonOption();
        Option<string?> since = new("--since")
        {
            Description = scope.Say(
                "与哪个状态比较：已签发的报告（issue-3）、导入批次（6）或日期（默认：该月最近一次签发的报告）",
                "The state to compare with: a report issued (issue-3), an import batch (6) or a day (default: the month's report issued last)"),
            HelpName = "ISSUE|BATCH",
        };
        Command command = scope.Command(
            "changes",
            new Bilingual(
                "某月数字的重述：每个指标原值、现值，按原因（补录、移出、重新打开、更正、后续进展）拆分，并列出相关的行。",
                "How a month's figures were restated: then and now, split by cause (late, withdrawn, reopened, corrected, progress since), with the rows."),
            "changes --month 2026-09 --since issue-1",
            "changes --month 2026-09 --since 4 --json");
        command.Options.Add(month);
        command.Options.Add(since);
        command.Options.Add(asOf);
        command.Options.Add(json);
        command.SetAction((parsed, cancel) =>
        {
            using OpenWorkspace open = OpenWorkspace.Open(parsed.GetValue(scope.WorkspaceOption)!, "changes", scope.Clock, cancel);
            AsOf to = open.AsOf(parsed.GetValue(asOf));
            ReportingMonth asked = open.Month(parsed.GetValue(month), to);
            AsOf from = Since(open, parsed.GetValue(since), asked);
            if (from.Batch > to.Batch)
            {
                throw new CommandException(
                    $"--since is the state after batch {from.Batch}, later than batch {to.Batch} which it is to be compared with; exchange the two.",
                    $"--since 指第 {from.Batch} 批之后的状态，晚于要比较的第 {to.Batch} 批；请对调两者。");
            }

            RestatementBridge bridge = RestatementBridge.Compute(open.Warehouse, open.Policy, asked, from, to, cancel);
            if (parsed.GetValue(json))
            {
                JsonObject basis = Json.Basis(open.Policy, asked, to);
                basis["since_batch"] = from.Batch;
                basis["since"] = from.Instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                basis["rows"] = new JsonArray([.. bridge.Rows.Select(AsJson)]);
                Json.Write(scope.Terminal, basis, "figures", new JsonArray([.. bridge.Figures.Select(AsJson)]));
            }
            else
            {
                Write(scope.Terminal, scope.LanguageOf(parsed, open.Settings.Language), open, bridge);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static AsOf Since(OpenWorkspace open, string? asked, ReportingMonth month)
    {
        if (asked is not null && !asked.StartsWith(IssuePrefix, StringComparison.Ordinal))
        {
            return open.AsOf(asked);
        }

        using WarehouseConnection connection = open.Warehouse.Connect();
        IReadOnlyList<IssuedReport> issues = IssueLedger.All(connection);
        IssuedReport? issue = asked is null
            ? issues.LastOrDefault(i => i.Basis.Month == month)
            : issues.FirstOrDefault(i => IssuePrefix + i.Id.ToString(CultureInfo.InvariantCulture) == asked);
        return issue?.Basis.AsOf ?? throw new CommandException(
            asked is null
                ? $"No report of {month} has been issued. Say what to compare with: --since BATCH, a day, or {IssuePrefix}N."
                : $"There is no {asked}; issued are {(issues.Count == 0 ? "no reports yet" : string.Join(", ", issues.Select(i => IssuePrefix + i.Id)))}. A batch is written as its number.",
            asked is null
                ? $"{month} 还没有签发过报告。请说明与什么比较：--since 批次、日期，或 {IssuePrefix}N。"
                : $"没有 {asked}；已签发的有：{(issues.Count == 0 ? "无" : string.Join("、", issues.Select(i => IssuePrefix + i.Id)))}。批次直接写数字。");
    }

    // Two lines a figure: the second says what made the difference.
    private static void Write(Terminal terminal, Language language, OpenWorkspace open, RestatementBridge bridge)
    {
        bool zh = language == Language.Zh;
        if (bridge.Figures.Count == 0)
        {
            terminal.Out.WriteLine(zh
                ? $"{bridge.Month}：自第 {bridge.From.Batch} 批至第 {bridge.To.Batch} 批，数字没有变化。"
                : $"{bridge.Month}: no figure has changed from batch {bridge.From.Batch} to batch {bridge.To.Batch}.");
            return;
        }

        PageFormat page = new(language);
        FigureFormat format = new(page);
        terminal.Out.WriteLine(zh
            ? $"{bridge.Month} 的 {bridge.Figures.Count} 项数字有变：第 {bridge.From.Batch} 批时（数据到 {open.Local(bridge.From.Instant)}）→ 第 {bridge.To.Batch} 批时"
            : $"{bridge.Figures.Count} figures of {bridge.Month} have changed: as of batch {bridge.From.Batch} (data up to {open.Local(bridge.From.Instant)}) → batch {bridge.To.Batch}");
        terminal.Out.WriteLine(zh ? $"（数据到 {open.Local(bridge.To.Instant)}）。各原因依次计入，箭头后是计入后的数值：" : $"(data up to {open.Local(bridge.To.Instant)}). The causes are applied one after another; behind each arrow the figure then:");
        Table table = new Table().Border(TableBorder.SimpleHeavy).Expand();
        table.AddColumn(zh ? "指标" : "Metric");
        table.AddColumn(new TableColumn(zh ? $"第 {bridge.From.Batch} 批" : $"batch {bridge.From.Batch}").RightAligned().NoWrap());
        table.AddColumn(new TableColumn(zh ? $"第 {bridge.To.Batch} 批" : $"batch {bridge.To.Batch}").RightAligned().NoWrap());
        foreach (FigureChange change in bridge.Figures)
        {
            MetricDefinition metric = MetricCatalog.Find(change.Now.Metric);
            string steps = string.Join(
                zh ? "；" : "; ",
                change.Steps.Where((s, i) => s.After.Value != Before(change, i).Value || s.After.N != Before(change, i).N)
                    .Select(s => $"{s.Cause.Title().In(language)} → {format.Number(s.After.Value, metric.Unit)} (n {page.Count(s.After.N)})"));
            table.AddRow(
                Markup.Escape($"{FigureWords.Title(open.Policy, change.Now.Metric, change.Now.Group, language)}\n  {steps}"),
                Markup.Escape($"{format.Number(change.Before.Value, metric.Unit)}\nn {page.Count(change.Before.N)}"),
                Markup.Escape($"{format.Number(change.Now.Value, metric.Unit)}\nn {page.Count(change.Now.N)}"));
        }

        terminal.Tables.Write(table);
        foreach (IGrouping<(string Kind, ChangeCause Cause), ChangedRow> rows in bridge.Rows.GroupBy(r => (r.Kind, r.Cause)))
        {
            string keys = string.Join(zh ? "、" : ", ", rows.OrderByDescending(r => r.IsOfMonth).Take(RowsShown).Select(r => r.Key)) + (rows.Count() > RowsShown ? " …" : string.Empty);
            string title = $"{KindTitles.Of(rows.Key.Kind, language)}, {rows.Key.Cause.Title().In(language)}";
            string text = zh
                ? $"{title.Replace(", ", "，", StringComparison.Ordinal)}：{rows.Count():N0} 行，其中当月 {rows.Count(r => r.IsOfMonth):N0} 行：{keys}"
                : $"{title}: {rows.Count():N0} rows, {rows.Count(r => r.IsOfMonth):N0} of them of the month: {keys}";
            foreach (string line in TextWidth.Wrap(text, Width, hanging: 2))
            {
                terminal.Out.WriteLine(line);
            }
        }
    }

    private static Figure Before(FigureChange change, int step) => step == 0 ? change.Before : change.Steps[step - 1].After;

    private static JsonNode AsJson(FigureChange change) => new JsonObject
    {
        ["metric"] = change.Now.Metric,
        ["group"] = change.Now.Group.ToString(),
        ["unit"] = FigureJson.Word(MetricCatalog.Find(change.Now.Metric).Unit),
        ["value_before"] = change.Before.Value,
        ["n_before"] = change.Before.N,
        ["value"] = change.Now.Value,
        ["n"] = change.Now.N,
        ["steps"] = new JsonArray([.. change.Steps.Select(s => (JsonNode)new JsonObject { ["cause"] = s.Cause.Code(), ["value_after"] = s.After.Value, ["n_after"] = s.After.N, ["difference"] = s.Difference })]),
    };

    private static JsonNode AsJson(ChangedRow row) => new JsonObject
    {
        ["kind"] = row.Kind,
        ["key"] = row.Key,
        ["cause"] = row.Cause.Code(),
        ["of_month"] = row.IsOfMonth,
        ["columns"] = new JsonArray([.. row.Columns.Select(c => (JsonNode)c)]),
        ["file"] = row.FileName,
        ["row"] = row.RowNumber,
    };
}

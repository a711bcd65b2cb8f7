using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Analytics.Sla.Groups;
using ServiceAnalytics.Reports.Formatting;
using Spectre.Console;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>sla --month M</c>: the policy clause by clause, and the worst breaches.</summary>
internal static class SlaCommand
{
    private const int BreachesShown = 3;

    public static Command Create(CommandScope scope)
    {
        Option<string?> month = scope.MonthOption();
        Option<string?> asOf = scope.AsOfOption();
        Option<bool> json = scope.JsonOption();
        Command command = scope.Command(
            "sla",
            new Bilingual(
                "服务规章逐条达标情况：达标、超时、未到期、不可计量，达标率与置信区间，超时最久的报修单。",
                "The policy clause by clause: met, breached, pending, unmeasurable, the share with its interval, and the worst breaches."),
            "sla --month 2026-10",
            "sla --month 2026-10 --by office",
            "sla --month 2026-10 --json");
        Option<string?> by = new("--by")
        {
            Description = scope.Say("按维度分组，比较各组并分解变化：", "Split by, compare the groups and take the change apart: ") + string.Join(", ", GroupFindings.Dimensions),
            HelpName = "DIMENSION",
        };
        by.AcceptOnlyFromAmong([.. GroupFindings.Dimensions]);
        command.Subcommands.Add(DueSoonCommand.Create(scope));
        command.Options.Add(month);
        command.Options.Add(by);
        command.Options.Add(asOf);
        command.Options.Add(json);
        command.SetAction((parsed, cancel) =>
        {
            using OpenWorkspace open = OpenWorkspace.Open(parsed.GetValue(scope.WorkspaceOption)!, "sla", scope.Clock, cancel);
            AsOf state = open.AsOf(parsed.GetValue(asOf));
            ReportingMonth asked = open.Month(parsed.GetValue(month), state);
            using AnalysisSession session = AnalysisSession.Open(open.Warehouse, state, open.Policy);
            if (parsed.GetValue(by) is { } dimension)
            {
                GroupFindings groups = GroupFindings.Compute(session, open.Policy, asked, dimension, cancel);
                if (parsed.GetValue(json))
                {
                    JsonObject basis = Json.Basis(open.Policy, asked, state);
                    basis["by"] = dimension;
                    basis["by_clause"] = SlaGroups.Parts(groups.ByClause);
                    Json.Write(scope.Terminal, basis, "clauses", SlaGroups.AsJson(groups));
                }
                else
                {
                    SlaGroups.Write(scope.Terminal, open.Policy, groups, scope.LanguageOf(parsed, open.Settings.Language));
                }

                return Task.FromResult(ExitCode.Done);
            }

            session.UseMonths([asked.YearBefore, asked.Previous, asked]);
            SlaJudge.Judge(session, open.Policy, cancel);
            SlaFindings findings = SlaFindings.Compute(session, open.Policy, asked, cancel);
            if (parsed.GetValue(json))
            {
                Json.Write(scope.Terminal, Json.Basis(open.Policy, asked, state), "clauses", AsJson(findings));
            }
            else
            {
                Write(scope, open, findings, scope.LanguageOf(parsed, open.Settings.Language));
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void Write(CommandScope scope, OpenWorkspace open, SlaFindings findings, Language language)
    {
        bool zh = language == Language.Zh;
        PageFormat page = new(language);
        Table table = new Table().Border(TableBorder.SimpleHeavy).Expand();
        table.AddColumn(zh ? $"条款（{findings.Month}）" : $"Clause ({findings.Month})");
        table.AddColumn(new TableColumn(zh ? "达标率" : "share met").RightAligned().NoWrap());
        table.AddColumn(new TableColumn(zh ? "95% 区间" : "95% interval").RightAligned().NoWrap());
        table.AddColumn(new TableColumn(zh ? "目标" : "target").RightAligned().NoWrap());
        foreach (ClauseFinding clause in findings.Clauses)
        {
            ClauseMonth now = clause.Current;
            string counts = zh
                ? $"  达标 {page.Count(now.Met)}、超时 {page.Count(now.Breached)}、未到期 {page.Count(now.Pending)}、不可计量 {page.Count(now.Unmeasurable)}"
                : $"  met {page.Count(now.Met)}, breached {page.Count(now.Breached)}, pending {page.Count(now.Pending)}, unmeasurable {page.Count(now.Unmeasurable)}";
            table.AddRow(
                Markup.Escape($"{clause.Clause.Title.In(language)}\n{counts}"),
                page.Percent(now.Share),
                page.PercentInterval(now.Interval?.Lower, now.Interval?.Upper),
                Markup.Escape(page.Percent(clause.Clause.Target, 0) + Mark(clause.Target, zh)));
        }

        scope.Terminal.Tables.Write(table);
        TextWriter output = scope.Terminal.Out;
        foreach (ClauseFinding clause in findings.Clauses.Where(c => c.Worst.Count > 0))
        {
            output.WriteLine(zh ? $"{clause.Clause.Title.Zh}：超时最久" : $"{clause.Clause.Title.En}: worst breaches");
            foreach (Breach breach in clause.Worst.Take(BreachesShown))
            {
                string state = breach.IsOpen ? (zh ? "，仍未完成" : ", still open") : string.Empty;
                string overrun = breach.OverrunMinutes is { } over ? (zh ? $"超 {page.Minutes(over)}" : $"over by {page.Minutes(over)}") : (zh ? "未做到" : "not done");
                output.WriteLine($"  {breach.TicketId}  {breach.Customer ?? PageFormat.Absent}  {breach.Office ?? PageFormat.Absent}  {open.Local(breach.StartedAt)}  {overrun}{state}");
            }
        }

        foreach (NotMeasured promise in findings.NotMeasured)
        {
            output.WriteLine(zh ? $"未计量：{promise.Title.Zh}，需要{promise.Needs.Zh}" : $"not measured: {promise.Title.En}; needs {promise.Needs.En}");
        }
    }

    private static string Mark(TargetVerdict verdict, bool zh) => verdict switch
    {
        TargetVerdict.Reached => zh ? " 达到" : " reached",
        TargetVerdict.Missed => zh ? " 未达到" : " missed",
        TargetVerdict.Unclear => zh ? " 尚难判断" : " unclear",
        _ => string.Empty,
    };

    private static JsonArray AsJson(SlaFindings findings) =>
    [
        .. findings.Clauses.Select(c => (JsonNode)new JsonObject
        {
            ["clause"] = c.Clause.Id,
            ["title_zh"] = c.Clause.Title.Zh,
            ["title_en"] = c.Clause.Title.En,
            ["met"] = c.Current.Met,
            ["breached"] = c.Current.Breached,
            ["pending"] = c.Current.Pending,
            ["unmeasurable"] = c.Current.Unmeasurable,
            ["unknown_codes"] = c.Current.UnknownCodes,
            ["extended"] = c.Current.Extended,
            ["value"] = c.Current.Share,
            ["n"] = c.Current.N,
            ["lower"] = c.Current.Interval?.Lower,
            ["upper"] = c.Current.Interval?.Upper,
            ["coverage"] = c.Current.Coverage,
            ["value_at_worst"] = c.Current.ShareAtWorst,
            ["value_at_best"] = c.Current.ShareAtBest,
            ["median_minutes"] = c.Current.MedianMinutes,
            ["p90_minutes"] = c.Current.P90Minutes,
            ["running"] = c.Current.Running,
            ["target"] = c.Clause.Target,
            ["worst"] = new JsonArray([.. c.Worst.Select(b => (JsonNode)new JsonObject
            {
                ["ticket"] = b.TicketId,
                ["customer"] = b.Customer,
                ["office"] = b.Office,
                ["open"] = b.IsOpen,
                ["elapsed_minutes"] = b.ElapsedMinutes,
                ["limit_minutes"] = b.LimitMinutes,
                ["overrun_minutes"] = b.OverrunMinutes,
            })]),
        }),
    ];
}

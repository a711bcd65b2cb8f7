using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Analytics.Sla.Duties;
using ServiceAnalytics.Analytics.Sla.Groups;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>sla --month M</c>: the policy clause by clause, and the worst breaches; <c>--by</c> a dimension: the groups compared.</summary>
internal static class SlaCommand
{
    /// <summary>What people call a model.</summary>
    private const string Product = "product";

    public static Command Create(CommandScope scope)
    {
        Option<string?> month = scope.MonthOption();
        Option<string?> asOf = scope.AsOfOption();
        Option<bool> json = scope.JsonOption();
        Command command = scope.Command(
            "sla",
            new Bilingual(
                "服务规章逐条达标情况：达标、超时、未到期、不可计量，达标率与置信区间、上下界、用时、与上月和去年同月相比，按日计的职责，超时最久的报修单。",
                "The policy clause by clause: met, breached, pending, unmeasurable, the share with interval and bounds, times, changes on last month and a year ago, what is owed by day, and the worst breaches."),
            "sla --month 2026-10",
            "sla --month 2026-10 --by office",
            "sla --month 2026-10 --json");
        Option<string?> by = new("--by")
        {
            Description = scope.Say("按维度分组，比较各组并分解变化：", "Split by, compare the groups and take the change apart: ") + string.Join(", ", GroupFindings.Dimensions.Prepend(Product)),
            HelpName = "DIMENSION",
        };
        by.AcceptOnlyFromAmong([Product, .. GroupFindings.Dimensions]);
        command.Subcommands.Add(DueSoonCommand.Create(scope));
        command.Subcommands.Add(SlaQuestionsCommand.Create(scope));
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
            if (parsed.GetValue(by) is { } wanted)
            {
                string dimension = wanted == Product ? "product_model" : wanted;
                GroupFindings groups = GroupFindings.Compute(session, open.Policy, asked, dimension, cancel);
                if (parsed.GetValue(json))
                {
                    JsonObject basis = Json.Basis(open.Policy, asked, state);
                    basis["by"] = dimension;
                    basis["by_clause"] = SlaGroups.Parts(groups.ByClause);
                    basis["duties"] = SlaGroups.AsJson(groups.Duties, "duty");
                    basis["duties_not_split"] = new JsonArray([.. groups.NotSplit.Select(t => (JsonNode)new JsonObject { ["title_zh"] = t.Zh, ["title_en"] = t.En })]);
                    Json.Write(scope.Terminal, basis, "clauses", SlaGroups.AsJson(groups.Clauses, "clause"));
                }
                else
                {
                    SlaGroups.Write(scope.Terminal, open.Policy, groups, scope.LanguageOf(parsed, open.Settings.Language));
                }

                return Task.FromResult(ExitCode.Done);
            }

            session.UseMonths([asked.YearBefore, asked.Previous, asked]);
            SlaJudge.Judge(session, open.Policy, cancel);
            DutyJudge.Judge(session, open.Policy, cancel);
            SlaFindings findings = SlaFindings.Compute(session, open.Policy, asked, cancel);
            DutyFindings duties = DutyFindings.Compute(session, open.Policy, asked, cancel);
            ComplianceChanges changes = ComplianceChanges.Of(findings, duties);
            IReadOnlyList<NoticeEffect> notices = NoticeEffect.Of(open.Warehouse, state, open.Policy, asked, cancel);
            IReadOnlyList<ImportedDueDate> imported = ImportedDueDate.Compare(session, open.Policy.Clauses, asked, cancel);
            if (parsed.GetValue(json))
            {
                JsonObject basis = Json.Basis(open.Policy, asked, state);
                basis["duties"] = SlaJson.Duties(duties, changes);
                basis["notices"] = SlaJson.Notices(notices);
                basis["figures"] = SlaJson.Figures(open.Policy.Figures);
                basis["not_measured"] = SlaJson.NotMeasured(findings.NotMeasured.Concat(duties.NotMeasured));
                Json.Write(scope.Terminal, basis, "clauses", SlaJson.Clauses(findings, changes, imported));
            }
            else
            {
                new SlaTable(scope.Terminal, open, scope.LanguageOf(parsed, open.Settings.Language)).Write(findings, duties, changes, imported, notices);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}

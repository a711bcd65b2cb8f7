using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Reports.Words;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>explain TICKET [CLAUSE]</c>: how a ticket was judged, with the arithmetic.</summary>
internal static class ExplainCommand
{
    public static Command Create(CommandScope scope)
    {
        Argument<string> ticket = new("TICKET") { Description = scope.Say("报修单号", "The ticket's number") };
        Argument<string?> clause = new("CLAUSE") { Description = scope.Say("条款代号（默认：全部条款）", "A clause's id (default: every clause)"), Arity = ArgumentArity.ZeroOrOne };
        Option<string?> asOf = scope.AsOfOption();
        Option<bool> json = scope.JsonOption();
        Command command = scope.Command(
            "explain",
            new Bilingual(
                "说明一张报修单为何达标或超时：各环节时间及其来源文件与行号，逐日计入的时间，合计、期限与结论。",
                "Why a ticket met or breached a clause: its milestones with file and row, the time that counts day by day, the sum, the deadline and the verdict."),
            "explain SO-2026-00123",
            "explain SO-2026-00123 arrived --json");
        command.Arguments.Add(ticket);
        command.Arguments.Add(clause);
        command.Options.Add(asOf);
        Option<bool> contacts = scope.ShowContactsOption();
        command.Options.Add(contacts);
        command.Options.Add(json);
        command.SetAction((parsed, cancel) =>
        {
            using OpenWorkspace open = OpenWorkspace.Open(parsed.GetValue(scope.WorkspaceOption)!, "explain", scope.Clock, cancel);
            AsOf state = open.AsOf(parsed.GetValue(asOf));
            string id = parsed.GetValue(ticket)!;
            string? only = parsed.GetValue(clause);
            if (only is not null && !open.Policy.ClauseIds.Contains(only))
            {
                throw new CommandException($"Policy {open.Policy.Id} has no clause \"{only}\"; it has: {string.Join(", ", open.Policy.ClauseIds)}.",
                    $"政策 {open.Policy.Id} 没有条款“{only}”；现有：{string.Join("、", open.Policy.ClauseIds)}。");
            }

            using AnalysisSession session = AnalysisSession.Open(open.Warehouse, state, open.Policy);
            session.UseMonths([ReportingMonth.LastFullAt(state.Instant, open.Policy.Zone)]);
            TicketExplanation found = TicketExplanation.Of(session, open.Policy, id, only, cancel)
                ?? throw new CommandException($"There is no ticket \"{id}\" among the data up to batch {state.Batch}. Check the number (`rejected list` shows rows that were set aside).",
                    $"截至第 {state.Batch} 批的数据中没有报修单“{id}”。请核对单号（`rejected list` 列出被搁置的行）。");
            TicketContact? contact = TicketContact.Of(session, id, parsed.GetValue(contacts), cancel);
            if (parsed.GetValue(json))
            {
                JsonObject document = AsJson(found, open, state);
                document["contact_name"] = contact?.Name;
                document["contact_phone"] = contact?.Phone;
                scope.Terminal.Out.WriteLine(Json.Text(document));
            }
            else
            {
                foreach (string line in ExplanationText.Lines(found, open.Policy, state, scope.LanguageOf(parsed, open.Settings.Language)))
                {
                    scope.Terminal.Out.WriteLine(line);
                }

                if (contact is not null)
                {
                    string hint = parsed.GetValue(contacts) ? string.Empty : scope.Say("（--show-contacts 可显示）", " (--show-contacts shows it)");
                    scope.Terminal.Out.WriteLine(scope.LanguageOf(parsed, open.Settings.Language) == Language.Zh
                        ? $"联系人：{contact.Name ?? "—"}，电话：{contact.Phone ?? "—"}{hint}"
                        : $"contact: {contact.Name ?? "—"}, phone: {contact.Phone ?? "—"}{hint}");
                }
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static JsonObject AsJson(TicketExplanation explained, OpenWorkspace open, AsOf state) => new()
    {
        ["ticket"] = explained.Ticket.TicketId,
        ["file"] = explained.Ticket.Source.FileName,
        ["sha256"] = explained.Ticket.Source.Sha256,
        ["row"] = explained.Ticket.Source.RowNumber,
        ["as_of_batch"] = state.Batch,
        ["as_of"] = Instant(state.Instant),
        ["policy"] = open.Policy.Id,
        ["policy_hash"] = open.Policy.Hash,
        ["calendar_hash"] = open.Policy.CalendarHash,
        ["due_by_source"] = Instant(explained.Ticket.DueAt),
        ["milestones"] = new JsonArray([.. explained.Ticket.Instants.Select(Recorded)]),
        ["log"] = new JsonArray([.. explained.Ticket.Log.Select(Recorded)]),
        ["waits"] = new JsonArray([.. explained.Ticket.Waits.Select(w => (JsonNode)new JsonObject { ["from"] = Instant(w.From), ["to"] = Instant(w.To), ["reason"] = Code(w.Reason) })]),
        ["extra"] = new JsonObject(explained.Ticket.Extra.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)e.Value))),
        ["clauses"] = new JsonArray([.. explained.Clauses.Select(c => (JsonNode)Clause(c, open.Policy))]),
    };

    private static JsonNode Recorded(RecordedInstant instant) => new JsonObject
    {
        ["milestone"] = instant.What,
        ["at"] = Instant(instant.At),
        ["file"] = instant.Source.FileName,
        ["row"] = instant.Source.RowNumber,
    };

    private static JsonObject Clause(ClauseExplanation c, Policy policy)
    {
        ClauseArithmetic? a = c.Arithmetic;
        return new JsonObject
        {
            ["clause"] = c.Clause.Id,
            ["title_zh"] = c.Clause.Title.Zh,
            ["title_en"] = c.Clause.Title.En,
            ["severity"] = c.Clause.Severity.ToString().ToLowerInvariant(),
            ["valid_from"] = c.Clause.ValidFrom?.ToString("yyyy-MM-dd"),
            ["valid_to"] = c.Clause.ValidTo?.ToString("yyyy-MM-dd"),
            ["verdict"] = c.Verdict ?? "not_applicable",
            ["reason"] = c.Reason ?? WhyNot(c.WhyNot),
            ["confirmed"] = c.IsConfirmed,
            ["start"] = Instant(c.StartedAt),
            ["stop"] = Instant(c.StoppedAt),
            ["cancelled"] = Instant(a?.CancelledAt),
            ["reopened"] = Instant(a?.ReopenedAt),
            ["deadline"] = Instant(a?.DueAt),
            ["deadline_before_extension"] = Instant(a?.OriginallyDueAt),
            ["early_mark"] = Instant(a?.EarlyAt),
            ["past_early_mark"] = a?.IsPastEarlyMark ?? false,
            ["elapsed_minutes"] = a?.ElapsedMinutes,
            ["limit_minutes"] = a?.LimitMinutes,
            ["margin_minutes"] = a?.MarginMinutes,
            ["paused_minutes"] = a?.PausedMinutes,
            ["extended"] = a?.IsExtended ?? false,
            ["calendar"] = a?.Calendar?.Id,
            ["pauses"] = new JsonArray([.. (a?.Pauses ?? []).Select(p => (JsonNode)new JsonObject { ["from"] = Instant(p.From), ["to"] = Instant(p.To), ["reason"] = p.Reason is { } why ? Code(why) : "done_until_reopened" })]),
            ["days"] = new JsonArray([.. (a is null ? [] : ClockDay.Of(a, policy)).Select(d => (JsonNode)new JsonObject
            {
                ["day"] = d.Day.ToString("yyyy-MM-dd"),
                ["number"] = d.Number,
                ["minutes"] = d.Minutes,
                ["sum_minutes"] = d.SumMinutes,
                ["from_to"] = new JsonArray([.. d.Stretches.Select(s => (JsonNode)new JsonArray(Instant(s.From), Instant(s.To)))]),
            })]),
        };
    }

    private static string Code(WaitReason reason) => reason.ToString().ToLowerInvariant();

    private static string? WhyNot(NoCase? why) => why switch
    {
        NoCase.OtherTickets => "other_tickets",
        NoCase.UnknownCode => "unknown_code",
        NoCase.NotStarted => "not_started",
        NoCase.NotInForce => "not_in_force",
        _ => null,
    };

    private static string? Instant(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
}

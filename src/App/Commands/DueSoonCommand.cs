using System.CommandLine;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Analytics.Sla.Duties;
using ServiceAnalytics.Reports.Formatting;
using ServiceAnalytics.Reports.Words;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>sla due-soon --hours 24</c>: open tickets that will breach a clause unless somebody acts, most urgent first.</summary>
internal static class DueSoonCommand
{
    public static Command Create(CommandScope scope)
    {
        Option<int> hours = new("--hours") { Description = scope.Say("今后多少小时之内（1 至 720）", "Within how many hours from the data's instant (1 to 720)"), HelpName = "N", DefaultValueFactory = _ => 24 };
        hours.Validators.Add(result =>
        {
            if (result.GetValue(hours) is < 1 or > 720)
            {
                result.AddError("--hours must be 1 to 720.");
            }
        });
        Option<string?> asOf = scope.AsOfOption();
        Option<bool> json = scope.JsonOption();
        Command command = scope.Command(
            "due-soon",
            new Bilingual("即将超时的报修单和即将到期的职责，最急的在前；以数据截止时刻为准。", "Tickets and duties about to be late, most urgent first; counted from the instant of the newest data."),
            "sla due-soon --hours 24");
        command.Options.Add(hours);
        command.Options.Add(asOf);
        command.Options.Add(json);
        command.SetAction((parsed, cancel) =>
        {
            using OpenWorkspace open = OpenWorkspace.Open(parsed.GetValue(scope.WorkspaceOption)!, "sla due-soon", scope.Clock, cancel);
            AsOf state = open.AsOf(parsed.GetValue(asOf));
            int within = parsed.GetValue(hours);
            using AnalysisSession session = AnalysisSession.Open(open.Warehouse, state, open.Policy);
            session.UseMonths([ReportingMonth.LastFullAt(state.Instant, open.Policy.Zone)]);
            IReadOnlyList<DueCase> cases = DueSoon.Find(session, open.Policy, TimeSpan.FromHours(within), cancel);
            IReadOnlyList<DueDuty> duties = DueDuty.Find(session, open.Policy, TimeSpan.FromHours(within), cancel);
            if (parsed.GetValue(json))
            {
                scope.Terminal.Out.WriteLine(Json.Text(DueSoonJson.Of(open.Policy, state, within, cases, duties)));
            }
            else
            {
                Write(scope, open, state, within, cases, duties, scope.LanguageOf(parsed, open.Settings.Language));
            }

            return Task.FromResult(cases.Count + duties.Count == 0 ? ExitCode.Done : ExitCode.DoneWithRemarks);
        });
        return command;
    }

    private static void Write(CommandScope scope, OpenWorkspace open, AsOf state, int hours, IReadOnlyList<DueCase> cases, IReadOnlyList<DueDuty> duties, Language language)
    {
        bool zh = language == Language.Zh;
        PageFormat page = new(language);
        TextWriter output = scope.Terminal.Out;
        output.WriteLine(zh
            ? $"{open.Local(state.Instant)} 起 {hours} 小时内到期而尚未超时：报修单 {cases.Count} 件，按日计的职责 {duties.Count} 项"
            : $"Due within {hours} hours of {open.Local(state.Instant)} and not late yet: {cases.Count} tickets, {duties.Count} duties");

        // One list by urgency: a duty is due at the midnight that ends its last day.
        foreach ((_, string head, string detail) in cases.Select(OfTicket).Concat(duties.Select(OfDuty)).OrderBy(d => d.DueAt))
        {
            output.WriteLine(head);
            foreach (string line in TextWidth.Wrap(detail, 78, hanging: 2))
            {
                output.WriteLine("  " + line);
            }
        }

        (DateTimeOffset DueAt, string Head, string Detail) OfTicket(DueCase c) => (
            c.DueAt,
            zh ? $"{open.Local(c.DueAt)}  {c.TicketId}  还剩 {page.Minutes(c.LeftMinutes)}" : $"{open.Local(c.DueAt)}  {c.TicketId}  {page.Minutes(c.LeftMinutes)} left",
            Detail(open.Policy.Clauses.First(k => k.Id == c.ClauseId).Title, c.Customer, c.IsKeyCustomer, c.Office));

        (DateTimeOffset DueAt, string Head, string Detail) OfDuty(DueDuty d) => (
            d.DueAt,
            zh ? $"{page.Day(d.DueOn)} 当天  {d.Subject}" : $"{page.Day(d.DueOn)} in the day  {d.Subject}",
            Detail(open.Policy.Duties.First(k => k.Id == d.DutyId).Title, d.Customer == d.Subject ? null : d.Customer, d.IsKeyCustomer, d.Office));

        string Detail(Bilingual title, string? customer, bool isKey, string? office)
        {
            string key = isKey ? (zh ? "（重点客户）" : " (key customer)") : string.Empty;
            string who = string.Join(zh ? "，" : ", ", new[] { customer, office }.OfType<string>().Select((name, i) => i == 0 ? name + key : name));
            return who.Length == 0 ? title.In(language) + key : $"{title.In(language)}{(zh ? "；" : "; ")}{who}";
        }
    }
}

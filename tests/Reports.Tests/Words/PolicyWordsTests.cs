using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Reports.Words;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Reports.Tests.Words;

public sealed class PolicyWordsTests
{
    private const string Old = """
        id: small
        title: {zh: 小政策, en: Small policy}
        zone: Asia/Shanghai
        calendars:
          - {id: all, around_the_clock: true}
        clauses:
          - {id: answered, title: {zh: 响应, en: Answered}, start: received, stop: answered, limit: 30 minutes, target: 0.9}
          - {id: confirmed, title: {zh: 确认, en: Confirmed}, kind: recorded, stop: confirmed}
        """;

    private static readonly string New = Old
        .Replace("limit: 30 minutes", "limit: 20 minutes", StringComparison.Ordinal)
        .Replace("  - {id: confirmed, title: {zh: 确认, en: Confirmed}, kind: recorded, stop: confirmed}", "  - {id: one_visit, title: {zh: 一次, en: One visit}, kind: visits, at_most: 1}", StringComparison.Ordinal);

    [Fact]
    public void A_changed_limit_a_new_clause_and_one_that_is_gone_are_told_in_words()
    {
        Assert.Equal(
            [
                "Answered (answered) | rule | from \"received\" to \"answered\" in no more than 30 minutes | from \"received\" to \"answered\" in no more than 20 minutes",
                "Confirmed (confirmed) |  | \"confirmed\" is recorded before the ticket is closed | ",
                "One visit (one_visit) |  |  | repaired with one visit",
            ],
            PolicyWords.Compare(Read(Old), Read(New), Language.En).Select(d => $"{d.PartTitle} | {d.Label} | {d.Before} | {d.After}"));
    }

    [Fact]
    public void A_policy_compared_with_itself_differs_in_nothing_whatever_the_layout()
    {
        Assert.Empty(PolicyWords.Compare(Read(Old), Read("# laid out otherwise\n" + Old.Replace("limit: 30 minutes,", "limit:   30 minutes,", StringComparison.Ordinal)), Language.Zh));
    }

    [Fact]
    public void Before_a_policy_is_taken_it_is_known_which_verdicts_and_figures_of_a_month_would_change()
    {
        // Answered after 10, 25 and 40 minutes: with 20 minutes instead of 30 the second is late; 2 of 3 become 1 of 3.
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-10-31 16:00", "tickets", """
            ticket_id, received_at_utc,  answered_at_utc
            T1,        2026-10-08 01:00, 2026-10-08 01:10
            T2,        2026-10-08 01:00, 2026-10-08 01:25
            T3,        2026-10-08 01:00, 2026-10-08 01:40
            """);
        AsOf asOf = new(1, new DateTimeOffset(2026, 10, 31, 16, 0, 0, TimeSpan.Zero));
        Policy stricter = Read(Old.Replace("limit: 30 minutes", "limit: 20 minutes", StringComparison.Ordinal));
        PolicyEffect effect = PolicyEffect.Of(warehouse.File, asOf, Read(Old), stricter, ReportingMonth.Parse("2026-10"));
        ChangedVerdicts changed = Assert.Single(effect.Verdicts);
        Assert.Equal(("answered", "met", "breached", 1L, "T2"), (changed.ClauseId, changed.From, changed.To, changed.Count, Assert.Single(changed.Examples)));
        ChangedFigure figure = Assert.Single(effect.Figures, f => f.After!.Metric == "sla_compliance");
        Assert.Equal((2 / 3.0, 1 / 3.0), (figure.Before!.Value, figure.After!.Value));
        Assert.DoesNotContain(effect.Figures, f => f.After!.Metric == "ticket_count");
    }

    [Fact]
    public void Every_preset_can_be_said_in_both_languages_without_a_code_left_over()
    {
        foreach (string file in Directory.GetFiles(Repository.PathOf("data/policies"), "*.yaml"))
        {
            Policy policy = Policy.Load(file, Repository.PathOf("data/calendars"));
            foreach (PolicyLine line in PolicyWords.Lines(policy, Language.Zh).Where(l => l.Part.StartsWith("clause", StringComparison.Ordinal) && l.Label != "工作日历"))
            {
                Assert.False(line.Text.Contains('_', StringComparison.Ordinal), $"{policy.Id}: {line.Text}");
            }
        }
    }

    private static Policy Read(string yaml) => Policy.Parse("small.yaml", yaml, Repository.PathOf("data/calendars"));
}

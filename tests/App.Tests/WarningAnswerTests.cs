using ServiceAnalytics.Analytics;
using ServiceAnalytics.App.Answers;

namespace ServiceAnalytics.App.Tests;

public sealed class WarningAnswerTests
{
    [Theory]
    [InlineData("2026-10", "", "New")]
    [InlineData("2026-10", "2026-10 Acknowledged", "Acknowledged")]
    [InlineData("2026-11", "2026-10 Acknowledged", "Acknowledged")]                       // who has taken it on keeps it
    [InlineData("2026-10", "2026-10 Acknowledged; 2026-10 Closed", "Closed")]
    [InlineData("2026-11", "2026-10 Acknowledged; 2026-10 Closed", "New")]                // settled in October, seen again in November
    [InlineData("2026-11", "2026-10 Closed; 2026-11 Acknowledged", "Acknowledged")]
    [InlineData("2026-10", "2026-10 Closed; 2026-11 Acknowledged", "Closed")]             // what is answered later doesn't change the earlier month
    [InlineData("2026-10", "2026-10 Closed; 2026-10 Acknowledged", "Acknowledged")]       // taken up again
    [InlineData("2026-09", "2026-10 Acknowledged", "New")]
    public void A_warning_that_persists_keeps_its_owner_until_closed_and_is_new_when_it_comes_again(string month, string answers, string expected) =>
        Assert.Equal(
            Enum.Parse<WarningState>(expected),
            WarningAnswer.StateIn(ReportingMonth.Parse(month), answers.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(Answer)));

    private static WarningAnswer Answer(string text) => new(
        "w", ReportingMonth.Parse(text.Split(' ')[0]), "rule", new("对象", "subject"), Enum.Parse<WarningState>(text.Split(' ')[1]), "Li", null, DateTimeOffset.UnixEpoch);
}

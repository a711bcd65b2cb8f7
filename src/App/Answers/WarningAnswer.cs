using ServiceAnalytics.Analytics;

namespace ServiceAnalytics.App.Answers;

/// <summary>How far somebody has come with a warning.</summary>
internal enum WarningState
{
    /// <summary>Nobody has answered it.</summary>
    New,

    /// <summary>Somebody works on it; so it stays in later months until it is closed.</summary>
    Acknowledged,

    /// <summary>Settled for the month; if the warning holds in a later month as well, it is new again there.</summary>
    Closed,
}

/// <summary>An answer to a warning.</summary>
/// <param name="WarningId">Of the warning; the same in every month.</param>
/// <param name="Month">The month whose warning was answered.</param>
/// <param name="Rule">Of the warning.</param>
/// <param name="Subject">As it read then; holds users' text.</param>
/// <param name="State">What the answer makes of it: acknowledged or closed.</param>
/// <param name="By">Who answered; users' text.</param>
/// <param name="Note">What was done; users' text; null for none.</param>
/// <param name="At">When.</param>
internal sealed record WarningAnswer(
    string WarningId, ReportingMonth Month, string Rule, Bilingual Subject, WarningState State, string By, string? Note, DateTimeOffset At)
{
    /// <summary>The state of a warning in a month, from all its answers in their order.</summary>
    public static WarningState StateIn(ReportingMonth month, IEnumerable<WarningAnswer> answers)
    {
        WarningAnswer? last = answers.LastOrDefault(a => a.Month <= month);
        return last is null || (last.State == WarningState.Closed && last.Month < month) ? WarningState.New : last.State;
    }
}

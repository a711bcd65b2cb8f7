using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Warnings;

/// <summary>The numbers on which a warning rests.</summary>
/// <param name="N">Rows counted.</param>
/// <param name="Value">What was seen, in the rule's unit (a share, a ratio, a number of cases).</param>
/// <param name="Compared">What it is compared with: the past, the expectation, the target; null for rules that compare with nothing.</param>
/// <param name="Interval">95 % limits of the change, ratio or share that the reason tells; null for counts.</param>
/// <param name="QValue">Over all groups or series tested together; null for rules that test nothing.</param>
public sealed record WarningEvidence(long N, double Value, double? Compared = null, Interval? Interval = null, double? QValue = null);

/// <summary>The rows behind a warning, by their keys, at most as many of each kind as <see cref="WarningList"/> names.</summary>
/// <param name="Tickets">Ticket ids.</param>
/// <param name="Surveys">Survey ids.</param>
/// <param name="Complaints">Complaint ids.</param>
/// <param name="Notices">Numbers of rectification notices.</param>
public sealed record WarningRows(
    IReadOnlyList<string> Tickets,
    IReadOnlyList<string> Surveys,
    IReadOnlyList<string> Complaints,
    IReadOnlyList<string> Notices)
{
    /// <summary>None.</summary>
    public static readonly WarningRows None = new([], [], [], []);
}

/// <summary>Something that someone must look into, with why, by whom and until when.</summary>
/// <param name="Id">Stable: the same rule and subject have the same id in every month, so that a warning that persists is one warning.</param>
/// <param name="Rule">One of <see cref="WarningRule.Known"/>.</param>
/// <param name="Level">How loud.</param>
/// <param name="Subject">Whom or what it is about; holds users' text.</param>
/// <param name="Reason">Sentences written from the data, with n and interval; hold users' text.</param>
/// <param name="Evidence">The numbers.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Owner">Who answers it.</param>
/// <param name="DueOn">Until when: the policy's working days after the as-of day; null beyond the calendar's years.</param>
/// <param name="Since">First of the months in a row in which the same rule held, at most six months back.</param>
public sealed record Warning(
    string Id,
    string Rule,
    WarningLevel Level,
    Bilingual Subject,
    Bilingual Reason,
    WarningEvidence Evidence,
    WarningRows Rows,
    Bilingual Owner,
    DateOnly? DueOn,
    ReportingMonth Since);

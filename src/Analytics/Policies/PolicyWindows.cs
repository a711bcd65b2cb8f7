namespace ServiceAnalytics.Analytics.Policies;

/// <summary>The spans of time that figures other than clauses need. The defaults are the house's; a policy may say otherwise.</summary>
public sealed record PolicyWindows
{
    /// <summary>Days after a repair in which the same fault counts as a repeat, ascending. Default 7, 30 and 90.</summary>
    public IReadOnlyList<int> RepeatDays { get; init; } = [7, 30, 90];

    /// <summary>Days after a repair in which no further repair of the unit may come for a first-time fix. Default 30.</summary>
    public int FirstTimeFixDays { get; init; } = 30;

    /// <summary>Days for which an unanswered survey is still open, so that response rates are provisional. Default 14.</summary>
    public int SurveyMaturityDays { get; init; } = 14;

    /// <summary>Working days in which a dissatisfied customer is called back. Default 2.</summary>
    public int CallBackWorkingDays { get; init; } = 2;

    /// <summary>Working days from confirming a problem to issuing its rectification notice. Default 3.</summary>
    public int IssueWorkingDays { get; init; } = 3;

    /// <summary>Days from implementing a measure to verifying it. Default 90.</summary>
    public int VerificationDays { get; init; } = 90;

    /// <summary>Whole months before a measure that its effect is compared with, at most. Default 6.</summary>
    public int EffectMonthsBefore { get; init; } = 6;

    /// <summary>Whole months after a measure in which its effect is looked for, at most. Default 9.</summary>
    public int EffectMonthsAfter { get; init; } = 9;

    /// <summary>Days after the repair in which a charge is to be paid. Default 40.</summary>
    public int ReceivableDays { get; init; } = 40;

    /// <summary>Day of the next month before whose midnight recoverable old parts are to be back. Default 5.</summary>
    public int OldPartsBackByDay { get; init; } = 5;
}

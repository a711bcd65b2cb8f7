namespace ServiceAnalytics.Analytics.Changes;

/// <summary>Why a row makes an earlier month's figure another one. The causes are applied in this order, each row under one of them.</summary>
public enum ChangeCause
{
    /// <summary>The row belongs to the time before the earlier state but had not been taken in then.</summary>
    Late,

    /// <summary>The row counted in the month and no longer does: its receipt is now given for another month, or it was cancelled.</summary>
    Withdrawn,

    /// <summary>The row was repaired or closed and no longer is, or says itself that it was reopened.</summary>
    Reopened,

    /// <summary>A value that had been given is now another one.</summary>
    Corrected,

    /// <summary>What happened after the earlier state: rows received since, steps taken since, open cases that ran on.</summary>
    Progressed,
}

/// <summary>The causes' words.</summary>
public static class ChangeCauses
{
    /// <summary>In the order in which they are applied.</summary>
    public static IReadOnlyList<ChangeCause> All { get; } = Enum.GetValues<ChangeCause>();

    /// <summary>The cause in JSON and SQL.</summary>
    public static string Code(this ChangeCause cause) => cause switch
    {
        ChangeCause.Late => "late",
        ChangeCause.Withdrawn => "withdrawn",
        ChangeCause.Reopened => "reopened",
        ChangeCause.Corrected => "corrected",
        _ => "progressed",
    };

    /// <summary>The cause on pages.</summary>
    public static Bilingual Title(this ChangeCause cause) => cause switch
    {
        ChangeCause.Late => new("补录", "late rows"),
        ChangeCause.Withdrawn => new("撤销或移出", "withdrawn"),
        ChangeCause.Reopened => new("重新打开", "reopened"),
        ChangeCause.Corrected => new("更正", "corrected"),
        _ => new("后续进展", "progress since"),
    };
}

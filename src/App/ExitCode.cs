namespace ServiceAnalytics.App;

/// <summary>What the program tells whoever started it.</summary>
internal static class ExitCode
{
    /// <summary>Done, nothing to look at.</summary>
    public const int Done = 0;

    /// <summary>Done, but rows were set aside or a check warned.</summary>
    public const int DoneWithRemarks = 1;

    /// <summary>Not done; nothing was changed.</summary>
    public const int NotDone = 2;
}

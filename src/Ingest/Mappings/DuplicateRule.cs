using ServiceAnalytics.Ingest.Kinds;

namespace ServiceAnalytics.Ingest.Mappings;

/// <summary>What becomes of rows that have one key and differ.</summary>
public enum DuplicateChoice
{
    /// <summary>None can be trusted: all are set aside.</summary>
    SetAside,

    /// <summary>The first of the file counts; the others are left out and told.</summary>
    First,

    /// <summary>The last of the file counts.</summary>
    Last,

    /// <summary>That with the greatest value of a column counts; of equals the last.</summary>
    Newest,
}

/// <summary>Which of several different rows of one key in one file counts.</summary>
/// <param name="Choice">How it is chosen.</param>
/// <param name="By">The column of <see cref="DuplicateChoice.Newest"/>; else null.</param>
public sealed record DuplicateRule(DuplicateChoice Choice, Field? By)
{
    /// <summary>The default: both are set aside.</summary>
    public static DuplicateRule SetAside { get; } = new(DuplicateChoice.SetAside, null);
}

namespace ServiceAnalytics.Ingest.Storing;

/// <summary>What is known of a file before its rows are stored.</summary>
internal sealed record BatchHeader
{
    public required string FileName { get; init; }

    public required string Sha256 { get; init; }

    public required long ByteCount { get; init; }

    public required DateTimeOffset ExportedAt { get; init; }

    public required ExportedAtSource ExportedAtSource { get; init; }

    public required DateTimeOffset ImportedAt { get; init; }

    public required string ProgramVersion { get; init; }

    /// <summary>Zone of the file's local times.</summary>
    public required string Zone { get; init; }

    /// <summary>Totals that the user gave, by stored column; null = none.</summary>
    public Checks.ControlTotals? Totals { get; init; }

    /// <summary>For rows taken in again: the SHA-256 of the file that they had been set aside from.</summary>
    public string? RetryOf { get; init; }

    /// <summary>Which of that file's tables, counted from 1.</summary>
    public int RetryTable { get; init; } = 1;

    /// <summary>Their row numbers there, in the order of this file.</summary>
    public IReadOnlyList<long>? RetryRows { get; init; }
}

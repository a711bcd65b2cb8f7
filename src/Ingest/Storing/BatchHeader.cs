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
}

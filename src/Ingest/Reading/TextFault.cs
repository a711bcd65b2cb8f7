namespace ServiceAnalytics.Ingest.Reading;

/// <summary>A place at which a text is damaged; the record that it stands in is set aside.</summary>
/// <param name="Offset">A byte of that record in the text that is read, its working copy.</param>
/// <param name="Rule">undecodable_bytes or broken_json.</param>
/// <param name="Value">What was seen and where in the file as delivered.</param>
internal sealed record TextFault(long Offset, string Rule, string Value)
{
    /// <summary>More damage than this in one file, and the file is refused.</summary>
    public const int Most = 1_000;
}

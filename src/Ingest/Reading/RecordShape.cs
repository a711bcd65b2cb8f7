namespace ServiceAnalytics.Ingest.Reading;

/// <summary>A record whose cells can't be told apart for certain.</summary>
/// <param name="Record">Its number among the records after the heading, from 0.</param>
/// <param name="Rule">cell_count, broken_quotes or the rule of a fault; total_row or note_row when it is no data of its own.</param>
/// <param name="CellCount">Cells that were found.</param>
/// <param name="Seen">What was seen there; null = its first cells.</param>
internal readonly record struct OddRecord(long Record, string Rule, int CellCount, string? Seen = null)
{
    /// <summary>True when the record is no data of its own.</summary>
    public bool IsLeftOut => Rule is Rules.TotalRow or Rules.NoteRow;
}

/// <summary>Result of the pass over all records: how many, which are out of shape, what the columns look like.</summary>
internal sealed class TableFacts
{
    /// <summary>Every this many records the place of a record is noted, so that any record can be read again quickly.</summary>
    public const int IndexStep = 32;

    /// <summary>Records after the heading, blank ones included.</summary>
    public long Records { get; set; }

    /// <summary>Records out of shape, in order.</summary>
    public List<OddRecord> Odd { get; } = [];

    /// <summary>Facts by column, one for each heading.</summary>
    public required IReadOnlyList<ColumnFacts> Columns { get; init; }

    /// <summary>Places of record 0, <see cref="IndexStep"/>, 2 × <see cref="IndexStep"/> …</summary>
    public List<long> Index { get; } = [];

    /// <summary>Places of the records that other readers might take otherwise; they are written anew.</summary>
    public List<long> Patches { get; } = [];

    /// <summary>True when so much is out of shape that the whole text is written anew.</summary>
    public bool NeedsWholeRewriting { get; set; }

    /// <summary>True when the text can't be given to the engine's reader as it is.</summary>
    public bool NeedsRewriting => NeedsWholeRewriting || Patches.Count > 0;

    /// <summary>Where the first record after the heading begins.</summary>
    public long FirstRecord { get; set; }

    /// <summary>Where the last record ends; only blank lines follow.</summary>
    public long EndOfRecords { get; set; }

    /// <summary>Bytes of the longest record.</summary>
    public int LongestRecord { get; set; }

    /// <summary>True when lines end with CRLF.</summary>
    public bool EndsWithPairs { get; set; }
}

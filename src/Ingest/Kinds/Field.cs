namespace ServiceAnalytics.Ingest.Kinds;

/// <summary>How a cell becomes a value.</summary>
public enum FieldType
{
    /// <summary>Text as delivered, less blanks around it.</summary>
    Text,

    /// <summary>Text that names something; a word such as "-" or "无" means that there is none.</summary>
    Identifier,

    /// <summary>One of a few words of our own; the source's words are translated by the mapping.</summary>
    Code,

    /// <summary>Yes or no; the words come from the mapping's codes <c>true</c> and <c>false</c>.</summary>
    Flag,

    /// <summary>An instant: a local date and time in the mapping's zone, or one that brings its own offset.</summary>
    Instant,

    /// <summary>A calendar day where the row was written.</summary>
    Day,

    /// <summary>An amount, two decimals, not negative.</summary>
    Money,

    /// <summary>A number, not negative.</summary>
    Number,

    /// <summary>A whole number, not negative.</summary>
    Count,

    /// <summary>The columns that no mapping knows, as a JSON object of texts by heading.</summary>
    Extra,
}

/// <summary>One column of a kind of export: what the mapping calls it, where it is stored and what is expected of it.</summary>
/// <param name="Name">Name in mappings, e.g. <c>received</c> or <c>product_model</c>.</param>
/// <param name="Type">How a cell becomes a value.</param>
public sealed record Field(string Name, FieldType Type)
{
    /// <summary>The stored column: instants end in <c>_at_utc</c>, days in <c>_on</c>.</summary>
    public string Column => Type switch
    {
        FieldType.Instant => Name + "_at_utc",
        FieldType.Day => Name + "_on",
        _ => Name,
    };

    /// <summary>The codes that the stored column may hold besides <c>unknown</c>; empty unless <see cref="FieldType.Code"/>.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>True when a row without this value is set aside.</summary>
    public bool IsVital { get; init; }

    /// <summary>True when figures suffer without the column: its absence from a file is told.</summary>
    public bool IsImportant { get; init; }

    /// <summary>True for an instant that can't lie before the row's receipt; one that does is a contradiction and not used.</summary>
    public bool FollowsReceipt { get; init; }

    /// <summary>True for an instant that is a promise: it says nothing about when the export was made.</summary>
    public bool IsPromise { get; init; }

    /// <summary>True for who a customer's contact is and how to reach them: kept in <c>service.contacts</c> alone, in no row's hash.</summary>
    public bool IsPersonal { get; init; }

    /// <summary>The greatest value that makes sense; null = no limit.</summary>
    public double? Most { get; init; }

    /// <summary>The name of the field that holds the greatest value that makes sense; null = no such field.</summary>
    public string? MostField { get; init; }

    /// <summary>True for a column that is made by the program: no heading stands for it.</summary>
    public bool IsMade { get; init; }

    /// <summary>The name of the field whose column fills this one, too, when it has none of its own; null = none.</summary>
    public string? CopyOf { get; init; }

    /// <summary>What the pass over a file looks for in the field's column.</summary>
    internal Reading.ColumnRole Role => Type switch
    {
        FieldType.Instant or FieldType.Day => Reading.ColumnRole.Date,
        FieldType.Money or FieldType.Number or FieldType.Count => Reading.ColumnRole.Number,
        FieldType.Identifier => Reading.ColumnRole.Name,
        _ => Reading.ColumnRole.Text,
    };

    /// <summary>The SQL type of the stored column.</summary>
    public string SqlType => Type switch
    {
        FieldType.Instant => "timestamp",
        FieldType.Day => "date",
        FieldType.Money => "decimal(18, 2)",
        FieldType.Number => "double",
        FieldType.Count => "integer",
        FieldType.Flag => "boolean",
        _ => "varchar",
    };
}

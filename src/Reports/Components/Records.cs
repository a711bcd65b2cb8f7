using ServiceAnalytics.Reports.Charts;

namespace ServiceAnalytics.Reports.Components;

/// <summary>Where a figure went. An arrow is drawn only for a change that is more than noise.</summary>
public enum ChangeDirection
{
    /// <summary>Really up.</summary>
    Up,

    /// <summary>Really down.</summary>
    Down,

    /// <summary>Not to be told from chance: no arrow.</summary>
    WithinNoise,
}

/// <summary>A change against an earlier period.</summary>
/// <param name="Direction">Up, down or noise; somebody else has tested it.</param>
/// <param name="Text">The change in words, e.g. "−0.6 个百分点，环比".</param>
/// <param name="Tone">Whether it is good or bad; neutral for noise.</param>
public sealed record KpiChange(ChangeDirection Direction, string Text, Tone Tone);

/// <summary>Something to be done.</summary>
/// <param name="What">What.</param>
/// <param name="Owner">By whom; null when nobody is named yet.</param>
/// <param name="Due">Until when, in words; null when open.</param>
/// <param name="DoneWhen">How one will see that it is done; null when nobody has said so: the column is left out when no action has it.</param>
public sealed record ActionItem(string What, string? Owner, string? Due, string? DoneWhen = null);

/// <summary>A term with its meaning.</summary>
/// <param name="Term">The term.</param>
/// <param name="Meaning">What it means.</param>
/// <param name="Detail">Small print: unit, time axis, source; null for none.</param>
public sealed record DefinitionItem(string Term, string Meaning, string? Detail = null);

/// <summary>A file whose rows a report counts.</summary>
/// <param name="Name">File name as it was delivered.</param>
/// <param name="Sha256">Its hash in hexadecimal.</param>
/// <param name="RowsRead">Data rows in it.</param>
/// <param name="RowsSetAside">Of these, not used.</param>
public sealed record SourceFile(string Name, string Sha256, long RowsRead, long RowsSetAside);

/// <summary>How the texts of a column stand.</summary>
public enum Align
{
    /// <summary>Words.</summary>
    Left,

    /// <summary>Numbers, with digits of equal width.</summary>
    Right,

    /// <summary>Short marks.</summary>
    Centre,
}

/// <summary>One column of a table.</summary>
/// <typeparam name="TRow">What a row is.</typeparam>
/// <param name="Heading">Its heading.</param>
/// <param name="Text">What it says of a row; formatted already.</param>
/// <param name="Align">How it stands.</param>
public sealed record Column<TRow>(string Heading, Func<TRow, string?> Text, Align Align = Align.Left)
{
    /// <summary>A tone draws the text as a coloured label; null, or a null tone, doesn't.</summary>
    public Func<TRow, Tone?>? Badge { get; init; }

    /// <summary>A second text of the row, below the first and plain where that is strong; null for none.</summary>
    public Func<TRow, string?>? Below { get; init; }

    /// <summary>Width in percent of the table; null lets the texts decide.</summary>
    public int? WidthPercent { get; init; }

    /// <summary>True keeps the text on one line, e.g. dates and numbers of tickets.</summary>
    public bool IsUnbroken { get; init; }

    /// <summary>True lets a right-aligned text break into lines; else numbers stay on one.</summary>
    public bool MayBreak { get; init; }

    /// <summary>True writes the text strong, e.g. the name of the row.</summary>
    public bool IsStrong { get; init; }
}

/// <summary>Class names of tones in report.css.</summary>
internal static class Tones
{
    public static string Class(Tone? tone) => tone switch
    {
        Tone.Good => "good",
        Tone.Attention => "attention",
        Tone.Bad => "bad",
        _ => "neutral",
    };
}

/// <summary>What a note is for.</summary>
public enum NoteKind
{
    /// <summary>How to read what stands above.</summary>
    Reading,

    /// <summary>How it was computed.</summary>
    Method,

    /// <summary>What to be careful about.</summary>
    Caution,
}

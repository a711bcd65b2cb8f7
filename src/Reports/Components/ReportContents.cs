using Microsoft.AspNetCore.Components;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.Reports.Components;

/// <summary>A whole report, ready to be laid out: what <see cref="ReportDocument"/> takes.</summary>
public sealed record ReportContents
{
    /// <summary>Language of all its texts.</summary>
    public required Language Language { get; init; }

    /// <summary>Its title, one line; also the running header.</summary>
    public required string Title { get; init; }

    /// <summary>Left foot of every page, e.g. the company and "内部资料"; null leaves it empty.</summary>
    public string? Footer { get; init; }

    /// <summary>The cover; null for a report without one.</summary>
    public CoverContents? Cover { get; init; }

    /// <summary>False leaves the table of contents out.</summary>
    public bool HasTableOfContents { get; init; } = true;

    /// <summary>The chapters in reading order; they are numbered 1, 2, 3 and, for appendices, A, B, C.</summary>
    public required IReadOnlyList<ReportChapter> Chapters { get; init; }

    /// <summary>The chapters with their numbers.</summary>
    internal IEnumerable<NumberedChapter> Numbered()
    {
        var (chapter, appendix) = (0, 0);
        foreach (var c in Chapters)
        {
            var number = c.IsAppendix ? ((char)('A' + appendix++)).ToString() : (++chapter).ToString(System.Globalization.CultureInfo.InvariantCulture);
            yield return new NumberedChapter(number, c);
        }
    }
}

/// <summary>One chapter: begins on a new page and gives its name to the running header.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Sections">Its sections, numbered within the chapter.</param>
public sealed record ReportChapter(string Title, IReadOnlyList<ReportSection> Sections)
{
    /// <summary>What stands before the first section; null for nothing.</summary>
    public RenderFragment? Lead { get; init; }

    /// <summary>True sets it a little closer, for a chapter that is to fit one page.</summary>
    public bool IsDense { get; init; }

    /// <summary>True counts it A, B, C.</summary>
    public bool IsAppendix { get; init; }
}

/// <summary>One section of a chapter.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Content">What it shows.</param>
public sealed record ReportSection(string Title, RenderFragment Content);

/// <summary>What the cover says.</summary>
public sealed record CoverContents
{
    /// <summary>The company or department that issues the report.</summary>
    public required string Organisation { get; init; }

    /// <summary>Small line above the title, e.g. "售后服务质量月报".</summary>
    public required string Kind { get; init; }

    /// <summary>The title in one or two lines.</summary>
    public required IReadOnlyList<string> TitleLines { get; init; }

    /// <summary>Line below the title; null for none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>Facts at the foot: period, as-of, edition; at most four.</summary>
    public IReadOnlyList<LabelledText> Facts { get; init; } = [];

    /// <summary>Real figures of the headline measure, oldest first, drawn across the cover; empty draws none.</summary>
    public IReadOnlyList<double> Series { get; init; } = [];

    /// <summary>What the drawn figures are, in words; required for a reader when <see cref="Series"/> isn't empty.</summary>
    public string? SeriesText { get; init; }
}

/// <summary>A text with its label.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Text">What it says.</param>
public sealed record LabelledText(string Label, string Text);

/// <summary>What every component of a page knows: its language and its number formats.</summary>
/// <param name="Language">Language of the page.</param>
public sealed record PageContext(Language Language)
{
    /// <summary>Number formats of the page.</summary>
    public PageFormat Format { get; } = new(Language);

    /// <summary>A text in the page's language.</summary>
    public string Say(Bilingual text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.In(Language);
    }
}

/// <summary>A chapter with its number.</summary>
internal sealed record NumberedChapter(string Number, ReportChapter Chapter)
{
    public string Id => "c" + Number;

    public string SectionId(int index) => $"c{Number}-{index + 1}";

    public string SectionNumber(int index) => $"{Number}.{index + 1}";
}

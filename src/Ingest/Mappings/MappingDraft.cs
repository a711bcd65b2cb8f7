using System.Text.RegularExpressions;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Ingest.Reading;

namespace ServiceAnalytics.Ingest.Mappings;

/// <summary>
/// A first draft of a mapping for a file that none fits: its headings, the fields that they probably stand for, and the words of
/// its code columns, as YAML to be corrected by hand. What could only be guessed is marked, what couldn't is a comment.
/// </summary>
/// <param name="Kind">The kind of export that the headings speak for.</param>
/// <param name="HeadingRow">The row taken for the heading, counted from 1.</param>
/// <param name="SheetName">The sheet; null for text.</param>
/// <param name="Columns">Columns with a heading, and what was made of them.</param>
/// <param name="MissingVital">Fields without which no row can be used and that no heading was found for.</param>
/// <param name="Yaml">The draft.</param>
public sealed partial record MappingDraft(ExportKind Kind, int HeadingRow, string? SheetName, IReadOnlyList<DraftColumn> Columns, IReadOnlyList<Field> MissingVital, string Yaml)
{
    private const int RowsLookedAt = 30;
    private const int SampleRows = 400;
    private const double Alike = 0.6;

    /// <summary>Drafts a mapping.</summary>
    /// <param name="path">The file; read, never changed.</param>
    /// <param name="name">The new mapping's name.</param>
    /// <param name="kind">The kind of export; null = the one that most headings speak for.</param>
    /// <param name="mappings">What is known already: headings and words are taken from there.</param>
    /// <param name="folder">Where a workbook or another encoding is written as text; emptied by the caller.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <exception cref="RefusedException">The file can't be read, or has no row that could be a heading.</exception>
    public static MappingDraft Of(string path, string name, ExportKind? kind, MappingSet mappings, string folder, CancellationToken cancel)
    {
        Candidate? best = null;
        foreach (TextTable table in SourceText.Open(path, Path.GetFileName(path), folder, cancel).Tables)
        {
            foreach (char delimiter in table.Delimiters)
            {
                string[][] rows = Read(table, delimiter, cancel);
                foreach (ExportKind tried in kind is null ? ExportKinds.All : [kind])
                {
                    best = Better(best, Find(rows, tried, table.SheetName, mappings));
                }
            }
        }

        return best is null
            ? throw new RefusedException(
                "No row with at least two headings was found among the first rows. Is this a list with a heading row?",
                "前面各行中没有找到至少含两个列名的表头行。请确认文件是带表头的清单。")
            : best.Draft(name, mappings);
    }

    private static string[][] Read(TextTable table, char delimiter, CancellationToken cancel)
    {
        List<string[]> rows = [];
        using DelimitedReader reader = table.Open(delimiter);
        while (rows.Count < SampleRows && reader.Read())
        {
            cancel.ThrowIfCancellationRequested();
            rows.Add(reader.Texts());
        }

        return [.. rows];
    }

    private static Candidate? Find(string[][] rows, ExportKind kind, string? sheet, MappingSet mappings)
    {
        Dictionary<string, Field> known = KnownHeadings(kind, mappings);
        Candidate? best = null;
        for (int row = 0; row < Math.Min(rows.Length, RowsLookedAt); row++)
        {
            string[] cells = rows[row];
            int named = cells.Count(c => c.Trim().Length > 0);
            if (named < 2 || cells.Count(c => c.Trim().Length > 0 && !char.IsDigit(c.Trim()[0])) < 2)
            {
                continue;
            }

            string[][] data = [.. rows[(row + 1)..].Where(r => r.Length == cells.Length)];
            best = Better(best, new Candidate(kind, row + 1, sheet, Match(kind, cells, data, known), named));
        }

        return best;
    }

    private static Candidate? Better(Candidate? a, Candidate? b) => a is null || (b is not null && b.Worth > a.Worth) ? b : a;

    // A heading is worth more where it says the same as a known one than where it only looks alike.
    private static List<DraftColumn> Match(ExportKind kind, string[] cells, string[][] data, Dictionary<string, Field> known)
    {
        List<(int Column, Field Field, double Likeness)> pairs = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < cells.Length; i++)
        {
            string heading = HeadingName.Comparable(cells[i]);
            if (heading.Length == 0 || !seen.Add(heading))
            {
                continue;
            }

            string[] values = [.. data.Select(r => r[i].Trim()).Where(v => v.Length > 0)];
            foreach (IGrouping<Field, double> field in known.Select(k => (k.Value, Likeness: Likeness(heading, k.Key))).Where(k => k.Likeness >= Alike).GroupBy(k => k.Value, k => k.Likeness))
            {
                double likeness = field.Max();
                if (likeness == 1 || SuitsContent(field.Key, values))
                {
                    pairs.Add((i, field.Key, likeness));
                }
            }
        }

        Dictionary<int, (Field Field, double Likeness)> taken = [];
        HashSet<Field> used = [];
        foreach ((int column, Field field, double likeness) in pairs.OrderByDescending(p => p.Likeness).ThenBy(p => p.Column).ThenBy(p => IndexOf(kind, p.Field)))
        {
            if (!taken.ContainsKey(column) && used.Add(field))
            {
                taken[column] = (field, likeness);
            }
        }

        return
        [
            .. Enumerable.Range(0, cells.Length).Where(i => cells[i].Trim().Length > 0).Select(i => new DraftColumn(
                cells[i].Trim(),
                taken.TryGetValue(i, out (Field Field, double Likeness) found) ? found.Field : null,
                taken.ContainsKey(i) ? found.Likeness : 0,
                [.. data.Select(r => r[i].Trim()).Where(v => v.Length > 0).Distinct(StringComparer.Ordinal).Take(30)])),
        ];
    }

    private static int IndexOf(ExportKind kind, Field field) => kind.Fields.TakeWhile(f => f != field).Count();

    private static Dictionary<string, Field> KnownHeadings(ExportKind kind, MappingSet mappings)
    {
        Dictionary<string, Field> known = new(StringComparer.Ordinal);
        foreach (Field field in kind.Fields.Where(f => !f.IsMade))
        {
            known.TryAdd(HeadingName.Comparable(field.Name.Replace('_', ' ')), field);
        }

        foreach (Mapping mapping in mappings.All.Where(m => m.Kind == kind))
        {
            foreach (Field field in kind.Fields)
            {
                foreach (string heading in mapping.HeadingsOf(field))
                {
                    known.TryAdd(HeadingName.Comparable(heading), field);
                }
            }
        }

        return known;
    }

    /// <summary>Dice's coefficient of the pairs of neighbouring characters, 0 to 1: how much of two names is the same, in any order.</summary>
    private static double Likeness(string a, string b)
    {
        if (a == b)
        {
            return 1;
        }

        if (a.Length < 2 || b.Length < 2)
        {
            return 0;
        }

        List<string> rest = [.. Enumerable.Range(0, b.Length - 1).Select(i => b.Substring(i, 2))];
        int common = Enumerable.Range(0, a.Length - 1).Count(i => rest.Remove(a.Substring(i, 2)));

        // Chinese headings are short: 机器型号 and 型号 have little in common by pairs, and yet the one is the other with a word before it.
        const double contained = 0.7;
        double least = a.Contains(b, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal) ? contained : 0;
        return Math.Min(0.99, Math.Max(least, 2.0 * common / (a.Length + b.Length - 2)));
    }

    // Only what a look at the cells can rule out: a date field over cells without digits, a number over words.
    private static bool SuitsContent(Field field, string[] values)
    {
        if (values.Length == 0)
        {
            return true;
        }

        double share = field.Type switch
        {
            FieldType.Instant or FieldType.Day => Share(values, v => DateLike().IsMatch(v)),
            FieldType.Money or FieldType.Number or FieldType.Count => Share(values, v => NumberLike().IsMatch(v)),
            FieldType.Code or FieldType.Flag => values.Distinct(StringComparer.Ordinal).Count() <= 30 ? 1 : 0,
            _ => Share(values, v => !DateLike().IsMatch(v)),
        };
        return share >= 0.5;
    }

    private static double Share(string[] values, Func<string, bool> test) => (double)values.Count(test) / values.Length;

    [GeneratedRegex(@"^\d{1,4}\s?[-/.年]\s?(\d{1,2}|[A-Za-z]{3,9})\s?[-/.月]\s?\d{1,4}|^\d{8}(\d{4}|\d{6})?$|^\d{5}\.\d+$")]
    private static partial Regex DateLike();

    [GeneratedRegex(@"^[¥￥$€]?\s?-?\d[\d.,]*\s?\D{0,3}$")]
    private static partial Regex NumberLike();

    private sealed record Candidate(ExportKind Kind, int HeadingRow, string? SheetName, IReadOnlyList<DraftColumn> Columns, int Named)
    {
        public double Worth => Columns.Sum(c => c.Likeness * c.Likeness)
            + Kind.Fields.Count(f => f.IsVital && Columns.Any(c => c.Field == f))
            + (0.01 * Named);

        public MappingDraft Draft(string name, MappingSet mappings)
        {
            Field[] missing = [.. Kind.Fields.Where(f => f.IsVital && Columns.All(c => c.Field != f))];
            return new MappingDraft(Kind, HeadingRow, SheetName, Columns, missing, DraftText.Of(name, Kind, Columns, missing, mappings));
        }
    }
}

/// <summary>One column of a file that a mapping is drafted for.</summary>
/// <param name="Heading">Its heading as delivered.</param>
/// <param name="Field">The field that it probably fills; null when nothing is like it.</param>
/// <param name="Likeness">1 = a heading known for that field; less = only alike, to be checked; 0 = none.</param>
/// <param name="Words">Some of its different cells, in the order of the file.</param>
public sealed record DraftColumn(string Heading, Field? Field, double Likeness, IReadOnlyList<string> Words);

using System.Globalization;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Ingest.Reading;
using ServiceAnalytics.Warehouse;
using ServiceAnalytics.Warehouse.Documents;

namespace ServiceAnalytics.Ingest.Checks;

/// <summary>
/// Totals that the user gives with a file, in <c>FILE.expected.yaml</c> beside it, or once for all files under <c>expected</c> in the
/// mapping: <c>rows: 1200</c> and <c>sums: {维修费: 34567.80}</c>.
/// </summary>
/// <param name="Rows">Data rows, without titles, totals and notes; null = not given.</param>
/// <param name="Sums">By heading, field or stored column.</param>
public sealed record ControlTotals(long? Rows, IReadOnlyDictionary<string, decimal> Sums)
{
    /// <summary>What the side file's name ends in.</summary>
    public const string Ending = ".expected.yaml";

    /// <summary>The totals in the file beside an export; null when there is none.</summary>
    /// <exception cref="RefusedException">It can't be read as totals.</exception>
    internal static ControlTotals? Beside(string path)
    {
        string side = path + Ending;
        if (!File.Exists(side))
        {
            return null;
        }

        try
        {
            Document document = Document.Parse(Path.GetFileName(side), File.ReadAllText(side));
            ControlTotals totals = Read(document.Root);
            document.Root.NoOtherKeys();
            document.ThrowIfProblems();
            return totals;
        }
        catch (DocumentException failure)
        {
            throw new RefusedException($"{failure.Message} Write rows: 1200 and sums: {{parts_cost: 34567.80}}, or take the file {Path.GetFileName(side)} away.",
                $"{failure.Chinese} 请写成 rows: 1200 和 sums: {{parts_cost: 34567.80}}，或移走文件 {Path.GetFileName(side)}。",
                failure);
        }
    }

    /// <summary>Reads <c>rows</c> and <c>sums</c>; problems go to the document.</summary>
    internal static ControlTotals Read(DocumentMap map)
    {
        Dictionary<string, decimal> sums = new(StringComparer.Ordinal);
        if (map.MapOrNull("sums") is { } given)
        {
            foreach (string name in given.Keys)
            {
                if (decimal.TryParse(given.Text(name), NumberStyles.Number, CultureInfo.InvariantCulture, out decimal sum))
                {
                    sums[name] = sum;
                }
                else
                {
                    given.Problem(name, "is no number; write 34567.80.",
                        "不是数字；应写如 34567.80。");
                }
            }
        }

        long? rows = map.Has("rows") ? map.Integer("rows", 0, 0, int.MaxValue) : null;
        if (rows is null && sums.Count == 0)
        {
            map.Problem("rows", "is missing: give the number of rows, or sums, or both.",
                "缺失：请给出行数、合计，或两者都给。");
        }

        return new ControlTotals(rows, sums);
    }

    /// <summary>The same totals by stored column.</summary>
    /// <exception cref="RefusedException">A name is no column of numbers that this file fills.</exception>
    internal ControlTotals ByColumn(TableLayout layout)
    {
        Dictionary<string, decimal> sums = new(StringComparer.Ordinal);
        Field[] numbers = [.. layout.Match.Columns.Keys.Where(f => f.Type is FieldType.Money or FieldType.Number or FieldType.Count)];
        foreach ((string name, decimal sum) in Sums)
        {
            string comparable = HeadingName.Comparable(name);
            Field field = numbers.FirstOrDefault(f => f.Name == name || f.Column == name || layout.Match.ColumnsOf(f).Any(c => HeadingName.Comparable(layout.Headings[c]) == comparable))
                ?? throw new RefusedException(
                    $"A total was given for \"{name}\", which is no column of numbers of this file. Columns of numbers: "
                    + $"{(numbers.Length == 0 ? "none" : string.Join(", ", numbers.Select(f => layout.Headings[layout.Match.Columns[f]])))}. Correct the total's name.",
                    $"为“{name}”给出了合计，但它不是本文件的数字列。数字列有：{(numbers.Length == 0 ? "无" : string.Join("、", numbers.Select(f => layout.Headings[layout.Match.Columns[f]])))}。请更正合计的列名。");
            sums[field.Column] = sum;
        }

        return this with { Sums = sums };
    }
}

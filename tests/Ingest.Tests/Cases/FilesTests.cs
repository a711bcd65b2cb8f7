using System.Globalization;
using System.Text.RegularExpressions;

namespace ServiceAnalytics.Ingest.Tests.Cases;

/// <summary>Holds the program to files.md: every row of every file there ends up where the specification says, and none besides.</summary>
public sealed partial class FilesTests
{
    public static TheoryData<string> Cases => [.. Read().Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_file_becomes_what_the_specification_says(string title)
    {
        FileCase file = Read()[title];
        using ImportDesk desk = new();
        ImportResult result = desk.Import(file.Name, file.Content());

        List<string> seen = [];
        List<string> expected = [];
        foreach (string line in file.Expectations)
        {
            (string what, string rest) = line.Split(": ", 2) is [string left, string right] ? (left, right) : (line, string.Empty);
            if (what == "refused")
            {
                Assert.Equal(ImportOutcome.Refused, result.Outcome);
                Assert.Contains(rest, result.Message, StringComparison.Ordinal);
                Assert.Matches("[\u4E00-\u9FFF].*。", result.MessageZh);
                Assert.Equal("0", desk.Value("select count(*) as n from import.batches"));
                return;
            }

            Assert.True(result.Outcome == ImportOutcome.Imported, result.Message);
            switch (what)
            {
                case "kind" or "encoding" or "format" or "sheet" or "hidden" or "heading" or "not read" or "unmapped":
                    Assert.Equal(rest, What(result, what));
                    break;
                case "rows":
                    Assert.Equal(0, result.Rows.Read);
                    break;
                default:
                    string[] parts = rest.Split("; ");
                    int row = int.Parse(what["row ".Length..], CultureInfo.InvariantCulture);
                    expected.Add($"{row}: {parts[0]}");
                    foreach (string detail in parts[1..])
                    {
                        Assert.Equal(detail, Detail(desk, result.Kind!, row, parts[0], detail));
                    }

                    break;
            }
        }

        seen.AddRange(desk.Rows(
            $"""
            select concat(row_number, ': ', what) as line from (
                select row_number, 'stored' as what from service.{result.Kind}
                union all select row_number, 'set aside' from import.rejected_rows
                union all select row_number, 'left out' from import.left_out_rows)
            order by row_number
            """));
        Assert.Equal(expected, seen);
        Assert.Equal(seen.Count, result.Rows.Read);
        Assert.True(result.Rows.AddUp);
    }

    [Fact]
    public void The_specification_names_at_least_150_cases_each_once()
    {
        int files = CaseDocument.Lines("files.md").Count(l => l.StartsWith("### ", StringComparison.Ordinal));
        Assert.Equal(files, Read().Count);
        Assert.True(files >= 100 && files + ValuesTests.Cases.Count >= 150, $"{files} files, {ValuesTests.Cases.Count} values");
    }

    private static string What(ImportResult result, string what) => what switch
    {
        "kind" => result.Kind!,
        "encoding" => result.Encoding!,
        "format" => result.Format!,
        "sheet" => result.SheetName!,
        "hidden" => result.HiddenRows.ToString(CultureInfo.InvariantCulture),
        "heading" => result.HeadingRow!.Value.ToString(CultureInfo.InvariantCulture),
        "not read" => string.Join(", ", result.SheetsNotRead),
        _ => string.Join(", ", result.UnmappedHeadings),
    };

    // What is expected is given back when it is so, else what there is instead.
    private static string Detail(ImportDesk desk, string kind, int row, string outcome, string expected)
    {
        if (expected.StartsWith("told ", StringComparison.Ordinal))
        {
            string told = string.Join(", ", desk.Rows($"select concat(rule, ' ', column_name) as remark from import.remarks where row_number = {row}"));
            return "told " + (told.Length == 0 ? "nothing" : told);
        }

        if (outcome == "stored")
        {
            string column = expected.Split(' ')[0];
            return $"{column} {desk.Value($"select {column} from service.{kind} where row_number = {row}")}";
        }

        string[] found = outcome == "left out"
            ? desk.Rows($"select rule from import.left_out_rows where row_number = {row}")
            : desk.Rows($"select concat(reason.rule, ' ', reason.value) as told from (select unnest(reasons) as reason from import.rejected_rows where row_number = {row})");
        return found.Any(f => f.StartsWith(expected, StringComparison.Ordinal)) ? expected : string.Join("; ", found);
    }

    internal static Dictionary<string, FileCase> Read()
    {
        Dictionary<string, FileCase> cases = [];
        string[] lines = CaseDocument.Lines("files.md");
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("### ", StringComparison.Ordinal))
            {
                continue;
            }

            string title = lines[i][4..];
            Match name = NameLine().Match(lines[++i]);
            List<string> text = [];
            for (i += 2; lines[i] != "```"; i++)
            {
                text.Add(lines[i]);
            }

            List<string> expectations = [];
            while (i + 1 < lines.Length && lines[i + 1].StartsWith("- ", StringComparison.Ordinal))
            {
                expectations.Add(lines[++i][2..]);
            }

            cases.Add(title, new FileCase(name.Groups[1].Value, name.Groups[2].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries), text, expectations));
        }

        return cases;
    }

    [GeneratedRegex("^`([^`]+)`(.*)$")]
    private static partial Regex NameLine();
}

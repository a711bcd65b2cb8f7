using System.Globalization;
using System.Text;
using ServiceAnalytics.Ingest.Checks;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Tests;

/// <summary>A file is looked at as a whole; what is odd about it is told at once and stands with its batch.</summary>
public sealed class FileChecksTests
{
    private const string Headings = "报修单号,客户名称,故障级别,接报时间,到达时间,修复时间,配件费(元)";

    // Tickets received every day at 9:00 from the first to the last day, PREFIX-1, PREFIX-2 …
    private static string Tickets(string from, int days, string prefix = "T", int perDay = 1)
    {
        StringBuilder text = new(Headings + "\n");
        DateOnly first = DateOnly.ParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        for (int i = 0; i < days * perDay; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{prefix}-{from}-{i},客户{i % 7},一般,{first.AddDays(i / perDay):yyyy-MM-dd} 09:{i % perDay % 60:00},,,10.50\n");
        }

        return text.ToString();
    }

    private static FileCheck? Check(ImportResult result, string name) => result.Checks.SingleOrDefault(c => c.Name == name);

    [Fact]
    public void Totals_given_beside_the_file_are_held_against_it()
    {
        using ImportDesk desk = new();
        string text = $"{Headings}\nT1,甲,一般,2026-09-03 08:05,,,100.50\n,乙,一般,2026-09-03 08:05,,,20\n合计,,,,,,120.50\n";
        string path = desk.PutIntoInbox("报修单_2026-10-01.csv", Encoding.UTF8.GetBytes(text));
        File.WriteAllText(path + ".expected.yaml", "rows: 2\nsums:\n  配件费: 120.50\n");

        ImportResult result = Assert.Single(desk.Importer.ImportInbox(new ImportOptions()));

        // The row set aside is one of the file's rows, and its 20 yuan are in the sum; the line of totals is neither.
        Assert.Equal(new FileCheck("control_rows", "", true, 2, 2), Check(result, "control_rows"));
        Assert.Equal(new FileCheck("control_sum", "parts_cost", true, 120.50, 120.50), Check(result, "control_sum"));
        Assert.Empty(Directory.GetFiles(desk.Workspace.Inbox));
    }

    [Theory]
    [InlineData("rows: 3", "control_rows", 2, 3)]
    [InlineData("sums: {parts_cost: 130.50}", "control_sum", 120.50, 130.50)]
    [InlineData("sums: {配件费(元): '1,120.50'}", "control_sum", 120.50, 1120.50)]
    public void Totals_that_do_not_match_fail_the_check_and_the_file_is_taken_in(string given, string check, double observed, double expected)
    {
        using ImportDesk desk = new();
        string path = desk.Write("t_2026-10-01.csv", $"{Headings}\nT1,甲,一般,2026-09-03 08:05,,,100.50\nT2,乙,一般,2026-09-03 08:05,,,20\n");
        File.WriteAllText(path + ".expected.yaml", given);

        ImportResult result = desk.Importer.Import(path, new ImportOptions());

        Assert.Equal(2, result.Rows.New);
        FileCheck found = Check(result, check)!;
        Assert.False(found.IsPassed);
        Assert.Equal((observed, expected), (found.Observed, found.Expected));
        Assert.Equal("false", desk.Value($"select is_passed from import.batch_checks where batch_id = 1 and check_name = '{check}'"));
    }

    [Theory]
    [InlineData("rows: many", "rows")]
    [InlineData("sums: {服务费: 3}", "\"服务费\", which is no column of numbers of this file")]
    [InlineData("row: 3", "row")]
    [InlineData("sums: {}", "rows")]
    public void Totals_that_cannot_be_read_refuse_the_file_and_say_what_to_write(string given, string said)
    {
        using ImportDesk desk = new();
        string path = desk.PutIntoInbox("t_2026-10-01.csv", Encoding.UTF8.GetBytes($"{Headings}\nT1,甲,一般,2026-09-03 08:05,,,100.50\n"));
        File.WriteAllText(path + ".expected.yaml", given);

        ImportResult result = Assert.Single(desk.Importer.ImportInbox(new ImportOptions()));

        Assert.Equal(ImportOutcome.Refused, result.Outcome);
        Assert.Contains(said, result.Message, StringComparison.Ordinal);
        Assert.Contains("t_2026-10-01.csv.expected.yaml", Directory.GetFiles(desk.Workspace.Rejected).Select(Path.GetFileName));
    }

    [Fact]
    public void A_mapping_may_say_what_every_file_of_it_must_have()
    {
        using ImportDesk desk = new();
        File.WriteAllText(
            Path.Combine(desk.Workspace.Mappings, "units.yaml"),
            "name: our-units\nkind: installed_units\nheadings:\n  serial_no: 机身号\n  product_model: 机型\nexpected: {rows: 3}\n");
        desk.Restart();
        ImportResult result = desk.Import("u_2026-10-01.csv", "机身号,机型\nS1,A\nS2,A\n");
        Assert.Equal(new FileCheck("control_rows", "", false, 2, 3), Check(result, "control_rows"));
    }

    // case, export instant, newest day of a file with a row a day for 30 days; passed (null = not judged), days observed, days tolerated
    [Theory]
    [InlineData("2026-09-01", 30, "2026-10-01", null, true, "exported on the day after the last row")]
    [InlineData("2026-09-01", 20, "2026-10-05", null, false, "nothing for 15 days before the export")]
    [InlineData("2026-09-01", 30, "2026-10-05", null, true, "all of September, exported on 5 October: it ends with its month")]
    [InlineData("2026-09-01", 30, "2026-11-05", null, false, "all of September, exported when October was over, too")]
    [InlineData("2026-09-01", 5, "2026-10-05", "not judged", true, "five days are too few to know the usual silence")]
    public void The_newest_row_should_not_be_much_older_than_the_export(string from, int days, string exported, string? judged, bool passed, string why)
    {
        using ImportDesk desk = new();
        FileCheck? check = Check(desk.Import($"t_{exported}.csv", Tickets(from, days)), CheckNames.Freshness);
        Assert.True(judged is null == check is not null, why);
        Assert.True(check is null || check.IsPassed == passed, $"{why}: {check}");
    }

    [Fact]
    public void An_export_that_comes_after_twice_the_usual_time_is_told_as_one_left_out()
    {
        using ImportDesk desk = new();
        string[] days = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-08-31"];
        FileCheck?[] checks = [.. days.Select(d => Check(desk.Import($"t_{d}.csv", Tickets(d[..8] + "01", 28)), CheckNames.Rhythm))];

        // Three intervals are needed to know the usual one: 28, 31, 30 → 30 days. Then 31 days are usual, 92 are not.
        Assert.All(checks.Take(4), Assert.Null);
        Assert.Equal((true, 31.0, 30.0), (checks[4]!.IsPassed, checks[4]!.Observed, checks[4]!.Expected));
        Assert.Equal((false, 92.0, 30.5), (checks[5]!.IsPassed, checks[5]!.Observed, checks[5]!.Expected));
    }

    [Theory]
    [InlineData(5, false, "a sixth of the usual")]
    [InlineData(20, true, "two thirds of the usual")]
    [InlineData(59, true, "nearly twice")]
    [InlineData(90, false, "three times the usual")]
    public void A_file_with_far_fewer_or_more_rows_than_the_usual_is_told(int rows, bool passed, string why)
    {
        using ImportDesk desk = new();
        foreach (int month in Enumerable.Range(1, 3))
        {
            Assert.Null(Check(desk.Import($"t_2026-{month:00}-28.csv", Tickets($"2026-{month:00}-01", 28 + month, perDay: 1)), CheckNames.Volume));
        }

        FileCheck check = Check(desk.Import("t_2026-04-30.csv", Tickets("2026-04-01", rows)), CheckNames.Volume)!;
        Assert.True(check.IsPassed == passed, why);
        Assert.Equal((rows, 30.0), (check.Observed, check.Expected));
    }

    [Fact]
    public void An_export_that_always_brings_everything_may_grow()
    {
        using ImportDesk desk = new();
        foreach (int month in Enumerable.Range(1, 8))
        {
            FileCheck? check = Check(desk.Import($"t_2026-{month:00}-28.csv", Tickets("2026-01-01", 28 * month)), CheckNames.Volume);
            Assert.True(check is null or { IsPassed: true }, $"month {month}: {check}");
        }
    }

    [Fact]
    public void Unknown_words_beyond_one_in_fifty_fail_the_check()
    {
        using ImportDesk desk = new();
        string rows = string.Join('\n', Enumerable.Range(0, 49).Select(i => $"T{i},甲,一般,2026-09-03 08:05,,,"));
        FileCheck one = Check(desk.Import("a_2026-10-01.csv", $"{Headings}\n{rows}\nX,甲,特急,2026-09-03 08:05,,,\n"), CheckNames.UnknownCodes)!;
        Assert.Equal((true, 0.02, 1L, 50L), (one.IsPassed, one.Observed, one.Bad, one.Of));

        FileCheck two = Check(desk.Import("b_2026-10-02.csv", $"{Headings}\nY,甲,特急,2026-09-03 08:05,,,\nZ,甲,一般,2026-09-03 08:05,,,\n"), CheckNames.UnknownCodes)!;
        Assert.Equal((false, 0.5, 1L, 2L), (two.IsPassed, two.Observed, two.Bad, two.Of));
    }

    [Fact]
    public void Rows_repaired_before_they_were_received_or_before_anybody_arrived_contradict_themselves()
    {
        using ImportDesk desk = new();
        FileCheck check = Check(
            desk.Import("t_2026-10-01.csv", $"""
                {Headings}
                T1,甲,一般,2026-09-03 08:05,2026-09-03 10:00,2026-09-03 11:00,
                T2,甲,一般,2026-09-03 08:05,,2026-09-02 11:00,
                T3,甲,一般,2026-09-03 08:05,2026-09-03 12:00,2026-09-03 11:00,
                T4,甲,一般,2026-09-03 08:05,2026-09-01 12:00,2026-09-01 11:00,

                """),
            CheckNames.Contradictions)!;
        Assert.Equal((false, 3L, 4L), (check.IsPassed, check.Bad, check.Of)); // T4 once, though two of its milestones are too early
    }

    [Fact]
    public void An_instant_after_the_export_is_told_and_an_appointment_is_not_one()
    {
        using ImportDesk desk = new();
        FileCheck check = Check(
            desk.Import("t_2026-10-01.csv", """
                报修单号,客户名称,接报时间,约定到达时间,修复时间
                T1,甲,2026-09-03 08:05,2026-10-08 09:00,
                T2,甲,2026-10-02 08:05,,
                T3,甲,2026-09-30 08:05,,2026-10-02 00:00
                T4,甲,2026-09-30 08:05,,2026-10-02 00:01

                """),
            CheckNames.FutureInstants)!;

        // A date in the name means the end of that day: midnight, 2 October 0:00, is not yet after it.
        Assert.Equal((false, 2L, 4L), (check.IsPassed, check.Bad, check.Of));
    }

    [Fact]
    public void The_same_events_in_another_file_under_other_keys_are_told()
    {
        const string headings = "报修单号,客户名称,产品型号,序列号,故障描述,接报时间";
        string Rows(string prefix, int count, string customer = "甲") =>
            string.Join('\n', Enumerable.Range(0, count).Select(i => $"{prefix}{i},{customer},M1,S{i},不制冷,2026-09-0{1 + (i % 9)} 08:{i % 60:00}"));

        using ImportDesk desk = new();
        desk.Import("a_2026-10-01.csv", $"{headings}\n{Rows("A", 40)}\n");
        FileCheck same = Check(desk.Import("b_2026-10-01.csv", $"{headings}\n{Rows("B", 30)}\n"), CheckNames.SameRows)!;
        Assert.Equal((false, 30L, 30L), (same.IsPassed, same.Bad, same.Of));

        FileCheck others = Check(desk.Import("c_2026-10-02.csv", $"{headings}\n{Rows("C", 30, "乙")}\n"), CheckNames.SameRows)!;
        Assert.Equal((true, 0L), (others.IsPassed, others.Bad));
    }

    [Fact]
    public void Checks_are_made_again_alike_when_the_database_is_made_anew_also_those_of_given_totals()
    {
        using ImportDesk desk = new();
        foreach (int month in Enumerable.Range(1, 5))
        {
            string path = desk.Write($"t_2026-{month:00}-28.csv", Tickets($"2026-{month:00}-01", 25));
            File.WriteAllText(path + ".expected.yaml", $"rows: {24 + (month % 2)}\nsums: {{配件费: 262.5}}\n");
            desk.Importer.Import(path, new ImportOptions());
        }

        string before = desk.Everything();
        Assert.Empty(desk.Rebuild().Differences);
        Assert.Equal(before, desk.Everything());
        Assert.Equal("2 | 5", desk.Value("select count(*) filter (not is_passed) as failed, count(*) as made from import.batch_checks where check_name = 'control_rows'"));

        desk.Rebuild(File.Delete);
        Assert.Equal(before, desk.Everything());
    }

    [Fact]
    public void When_the_tables_hold_other_rows_than_the_batches_say_nothing_more_is_stored()
    {
        using ImportDesk desk = new();
        desk.Import("a_2026-10-01.csv", $"{Headings}\nT1,甲,一般,2026-09-03 08:05,,,\nT2,甲,一般,2026-09-03 08:05,,,\n");
        using (WarehouseConnection connection = desk.Warehouse.Connect())
        {
            connection.Execute("delete from service.tickets where ticket_id = 'T2'");
        }

        WarehouseException failure = Assert.Throws<WarehouseException>(() => desk.Import("b_2026-10-02.csv", $"{Headings}\nT3,甲,一般,2026-09-03 08:05,,,\n"));
        Assert.Contains("service.tickets holds 2 rows, the batches say 3", failure.Message, StringComparison.Ordinal);
        Assert.Equal("1", desk.Value("select count(*) as n from import.batches"));
    }
}

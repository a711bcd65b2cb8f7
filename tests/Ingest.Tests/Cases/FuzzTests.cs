using System.Globalization;
using System.Text;

namespace ServiceAnalytics.Ingest.Tests.Cases;

/// <summary>
/// Good files of every format with bytes changed, cut out, doubled and added at random places, a fixed number of rounds from
/// fixed seeds: each is taken in with every row accounted for or refused with a message, within seconds.
/// </summary>
public sealed class FuzzTests
{
    private const int RoundsPerFormat = 15;

    private static readonly string[] Lines =
    [
        "报修单号,客户名称,故障描述,接报时间,修复时间,配件费(元)",
        .. Enumerable.Range(1, 12).Select(i => $"T{i},上海测试仪器{i},泵体漏水{i},2026-10-{i:00} 08:05,2026-10-{i + 1:00} 17:30,{i}.50"),
        "合计,,,,,78.00",
    ];

    public static TheoryData<string, string> Formats => new()
    {
        { "a.csv", "utf-8" },
        { "a.csv", "gb18030" },
        { "a.csv", "utf-16le" },
        { "a.csv", "utf-16be" },
        { "a.tsv", "tabs" },
        { "a.txt", "bars" },
        { "a.csv", "windows-1252" },
        { "a.xlsx", "xlsx" },
        { "two-sheets.xls", "stored" },
        { "merged-cells.xls", "stored" },
        { "a.jsonl", "jsonl" },
        { "a.json", "json" },
        { "a.xls", "html" },
        { "a.xls", "spreadsheetml" },
        { "a.csv.gz", "gzip" },
        { "a.zip", "zip" },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_damaged_file_is_taken_in_with_every_row_accounted_for_or_refused_and_never_crashes_or_hangs(string name, string format)
    {
        byte[] good = Good(name, format);
        using ImportDesk desk = new();
        Assert.Equal(ImportOutcome.Imported, desk.Import(name, good).Outcome);
        Random random = new(20261103);
        int imported = 0;
        for (int round = 0; round < RoundsPerFormat; round++)
        {
            byte[] damaged = Damage(good, random);
            string what = $"{format}, round {round}";
            Task<ImportResult> import = Task.Run(() => desk.Import(name, damaged));
            Assert.True(await Task.WhenAny(import, Task.Delay(TimeSpan.FromSeconds(60))) == import, $"{what} hangs");
            ImportResult result = await import;
            if (result.Outcome == ImportOutcome.Refused)
            {
                Assert.True(result.Message.Length > 20, $"{what}: {result.Message}");
                continue;
            }

            imported++;
            Assert.True(result.Rows.AddUp, $"{what}: {result.Rows}");
            Assert.True(
                desk.Value(string.Create(CultureInfo.InvariantCulture, $"select (select count(*) from import.rejected_rows where batch_id = {result.BatchId}) + (select count(*) from import.left_out_rows where batch_id = {result.BatchId}) as n"))
                    == (result.Rows.SetAside + result.Rows.LeftOut).ToString(CultureInfo.InvariantCulture),
                what);
        }

        Assert.True(format is not ("utf-8" or "gb18030" or "jsonl" or "html") || imported > 3, $"{format}: only {imported} of {RoundsPerFormat} were taken in; single damages should cost single rows.");
    }

    private static byte[] Good(string name, string format)
    {
        string[][] cells = [.. Lines.Select(l => l.Split(','))];
        string text(Func<string[], string> row, bool withTotal = false) => string.Concat((withTotal ? cells[1..] : cells[1..^1]).Select(row));
        string json(string[] r) => "{" + string.Join(", ", r.Select((c, i) => $"\"{cells[0][i]}\": \"{c}\"")) + "}";
        return format switch
        {
            "tabs" or "bars" => Encoding.UTF8.GetBytes(string.Concat(cells.Select(r => string.Join(format == "tabs" ? '\t' : '|', r) + "\n"))),
            "jsonl" => Encoding.UTF8.GetBytes(text(r => json(r) + "\n")),
            "json" => Encoding.UTF8.GetBytes("[\n" + text(r => json(r) + ",\n") + "]"),
            "html" => Encoding.UTF8.GetBytes("<html><table>" + string.Concat(cells.Select(r => $"<tr>{string.Concat(r.Select(c => $"<td>{c}</td>"))}</tr>\n")) + "</table></html>"),
            "spreadsheetml" => Encoding.UTF8.GetBytes(
                "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"a\"><Table>"
                + string.Concat(cells.Select(r => $"<Row>{string.Concat(r.Select(c => $"<Cell><Data ss:Type=\"String\">{c}</Data></Cell>"))}</Row>\n")) + "</Table></Worksheet></Workbook>"),
            "windows-1252" => new FileCase(name, [format], ["Ticket ID;Customer;Received at;Fault text", .. Enumerable.Range(1, 12).Select(i => $"T{i};Müller {i};2026-10-{i:00} 08:05;Gehäuse verölt")], []).Content(),
            _ => new FileCase(name, format == "utf-8" ? [] : [format], Lines, []).Content(),
        };
    }

    private static byte[] Damage(byte[] good, Random random)
    {
        List<byte> bytes = [.. good];
        for (int times = random.Next(1, 4); times > 0 && bytes.Count > 2; times--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 4:
                    bytes.InsertRange(at, "\"\n,\0;<>{}\r\u00FF"u8.ToArray()[..random.Next(1, 12)]);
                    break;
                default:
                    bytes.RemoveRange(at, random.Next(3) == 0 ? bytes.Count - at : length);
                    break;
            }
        }

        return [.. bytes];
    }
}

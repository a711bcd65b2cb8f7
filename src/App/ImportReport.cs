using System.Globalization;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Ingest;
using ServiceAnalytics.Reports.Words;

namespace ServiceAnalytics.App;

/// <summary>
/// What an import says below its table, for somebody who has read no document: each file taken as what and why, what of it was not used and why, what
/// looks odd, and what to do next.
/// </summary>
internal sealed class ImportReport
{
    private const int Width = 78;
    private const int MostNamed = 6;

    private readonly TextWriter output;
    private readonly Language language;
    private readonly Func<DateTimeOffset, string> local;
    private readonly bool zh;

    private ImportReport(TextWriter output, Language language, Func<DateTimeOffset, string> local)
    {
        this.output = output;
        this.language = language;
        this.local = local;
        zh = language == Language.Zh;
    }

    private string And => zh ? "、" : ", ";

    /// <summary>Writes it, in at most 80 columns.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="language">In which language.</param>
    /// <param name="local">An instant on the clock that the reader lives by.</param>
    /// <param name="results">What became of each table.</param>
    public static void Write(TextWriter output, Language language, Func<DateTimeOffset, string> local, IReadOnlyList<ImportResult> results)
    {
        ImportReport report = new(output, language, local);
        foreach (ImportResult result in results)
        {
            report.File(result, Label(result, results));
        }

        report.Next(results);
    }

    /// <summary>The file's name; of several tables of one file each is told by its place in it.</summary>
    public static string Label(ImportResult result, IReadOnlyList<ImportResult> all)
    {
        string name = Path.GetFileName(result.File);
        string place = string.Join(" › ", new[] { result.PackedName, result.SheetName }.OfType<string>());
        return place.Length == 0 || all.Count(r => r.File == result.File) < 2 ? name : $"{name} › {place}";
    }

    private void File(ImportResult result, string label)
    {
        output.WriteLine(label);
        if (result.Outcome != ImportOutcome.Imported)
        {
            string message = zh ? result.MessageZh : result.Message;
            Line(result.Outcome == ImportOutcome.Refused ? (zh ? "未导入：" : "not taken in: ") + message : message);
            return;
        }

        Line(Recognised(result));
        Line(Instant(result));
        if (result.SheetsNotRead.Count > 0)
        {
            Line((zh ? "没有可识别的表而未导入的部分：" : "left out, as no known table is in it: ") + Named(result.SheetsNotRead));
        }

        if (result.HiddenRows > 0)
        {
            Line(zh ? $"隐藏的 {result.HiddenRows} 行也已读取。" : $"{result.HiddenRows} hidden rows were read as well.");
        }

        Counts(zh ? "搁置的行（内容保留，等待更正）：" : "rows set aside (kept, to be corrected): ", result.Reasons);
        Counts(zh ? "不计的行（本来就不是数据）：" : "rows left out (no data of their own): ", result.LeftOut);
        RuleCount[] unused = [.. result.Remarks.Where(r => r.Rule != Rules.UnknownCode)];
        Counts(zh ? "行已计入、但有值不能用：" : "rows that count, with values that can't be used: ", unused);
        foreach (IGrouping<string, UnknownWord> words in result.UnknownWords.GroupBy(w => w.Column))
        {
            string column = DataWords.Column(words.Key).In(language);
            Line(zh
                ? $"“{column}”中不认识的用语，按“未知”计：{Named(words.Select(w => $"{w.Word}（{w.Count}）"))}"
                : $"{column}: words not known, counted as unknown: {Named(words.Select(w => $"{w.Word} ({w.Count})"))}");
        }

        if (result.UnmappedHeadings.Count > 0)
        {
            Line((zh ? "不认识的列（随行保留，不参与计算）：" : "columns not known (kept with the rows, no figure uses them): ") + Named(result.UnmappedHeadings));
        }

        if (result.MissingImportant.Count > 0)
        {
            Line((zh ? "文件中没有、相关指标因此无法给出的列：" : "columns that the file lacks, so that what rests on them can't be given: ") + Named(result.MissingImportant.Select(Field)));
        }

        if (result.ChangedColumns.Count > 0)
        {
            Line((zh ? "与已有数据相比变更的列：" : "columns that differ from what was stored: ") + Named(result.ChangedColumns.Select(c => $"{Field(c.Column)} {c.Count.ToString("N0", CultureInfo.InvariantCulture)}")));
        }

        foreach (string failed in ImportSummary.Failed(result, language))
        {
            Line((zh ? "请核对：" : "please check: ") + failed + (zh ? "。" : "."));
        }
    }

    private string Recognised(ImportResult result)
    {
        string kind = KindTitles.Of(result.Kind!, language);
        string sheet = result.SheetName is null ? string.Empty : zh ? $"，工作表“{result.SheetName}”" : $", sheet \"{result.SheetName}\"";
        string encoding = result.Encoding is null or "utf-8" ? string.Empty : zh ? $"，编码 {result.Encoding.ToUpperInvariant()}" : $", encoding {result.Encoding}";
        return zh
            ? $"识别为“{kind}”：{result.NamedColumns} 列中有 {result.UsedColumns} 列的表头与映射 {result.Mapping} 相符；表头在第 {result.HeadingRow} 行{sheet}{encoding}。"
            : $"taken as {kind}: {result.UsedColumns} of {result.NamedColumns} headings are those of the mapping {result.Mapping}; headings in row {result.HeadingRow}{sheet}{encoding}.";
    }

    private string Instant(ImportResult result)
    {
        string at = local(result.ExportedAt!.Value);
        Bilingual from = result.ExportedAtSource switch
        {
            ExportedAtSource.Given => new("由您指定", "as you said"),
            ExportedAtSource.FileName => new("取自文件名", "from the file's name"),
            _ => new("取自最新一行；若不对请用 --exported-at 指定", "of its newest row; say --exported-at if that is wrong"),
        };
        return zh ? $"数据截至 {at}（{from.Zh}）。" : $"data up to {at} ({from.En}).";
    }

    private void Counts(string title, IReadOnlyList<RuleCount> counts)
    {
        if (counts.Count > 0)
        {
            Line(title + Named(counts.Select(Count)));
        }
    }

    private string Count(RuleCount count)
    {
        string rows = count.Count.ToString("N0", CultureInfo.InvariantCulture);
        string rule = DataWords.Rule(count.Rule).In(language);
        string column = count.Column.Length == 0 ? string.Empty : zh ? $"（{Field(count.Column)}）" : $" ({Field(count.Column)})";
        return zh ? $"{rule}{column}{(column.Length == 0 ? " " : string.Empty)}{rows}" : $"{rule}{column}: {rows}";
    }

    // Names of fields as mappings call them are those of the columns without their endings.
    private string Field(string name) => new[] { name, name + "_at_utc", name + "_on" }.Select(c => (Column: c, Words: DataWords.Column(c).In(language)))
        .FirstOrDefault(c => c.Words != c.Column).Words ?? name;

    private string Named(IEnumerable<string> names)
    {
        string[] all = [.. names];
        string shown = string.Join(And, all.Take(MostNamed));
        return all.Length <= MostNamed ? shown : zh ? $"{shown} 等 {all.Length} 项" : $"{shown} and {all.Length - MostNamed} more";
    }

    private void Line(string text)
    {
        bool isFirst = true;
        foreach (string line in TextWidth.Wrap(text, Width - 4, hanging: 0))
        {
            output.WriteLine((isFirst ? "  - " : "    ") + line);
            isFirst = false;
        }
    }

    private void Next(IReadOnlyList<ImportResult> results)
    {
        List<string> steps = [];
        if (results.Any(r => r.NeedsMapping))
        {
            steps.Add(zh
                ? "表头不认识的文件：`mapping suggest 文件` 起草一份映射，改好后放入工作区的 mappings/，再导入。"
                : "files with unknown headings: `mapping suggest FILE` drafts a mapping; correct it, put it into the workspace's mappings/ and import again.");
        }

        if (results.Any(r => r.Rows.SetAside > 0))
        {
            steps.Add(zh
                ? "搁置的行：`rejected list` 查看，`rejected export 表.xlsx` 导出更正，再用 `rejected retry 表.xlsx` 导入。"
                : "rows set aside: `rejected list` shows them, `rejected export FILE.xlsx` writes a spreadsheet to correct, `rejected retry FILE.xlsx` takes it in.");
        }

        if (results.FirstOrDefault(r => r.UnknownWords.Count > 0) is { } unknown)
        {
            steps.Add(zh
                ? $"不认识的用语：`mapping show {unknown.Mapping} > mappings/{unknown.Mapping}.yaml`，在 codes 下补上，再用 `rebuild` 重新读取。"
                : $"words not known: `mapping show {unknown.Mapping} > mappings/{unknown.Mapping}.yaml`, add them under codes, then `rebuild` reads the files anew.");
        }

        if (results.Any(r => r.Outcome != ImportOutcome.Refused))
        {
            steps.Add(zh ? "`metrics` 查看各项数字，`report` 生成月报；`import --explain 文件` 逐列说明识别依据。" : "`metrics` shows the figures, `report` makes the month's report; `import --explain FILE` says column by column how a file is read.");
        }

        if (steps.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine(zh ? "接下来：" : "Next:");
        foreach (string step in steps)
        {
            Line(step);
        }
    }
}

using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Ingest;

namespace ServiceAnalytics.App.Commands;

/// <summary>What <c>import --explain</c> prints: plain lines, two for each column, or JSON.</summary>
internal static class ExplainedFiles
{
    public static void Write(Terminal terminal, Language language, IReadOnlyList<FileExplanation> files, bool asJson)
    {
        if (asJson)
        {
            terminal.Out.WriteLine(Json.Text(new JsonObject { ["files"] = new JsonArray([.. files.Select(AsJson)]) }));
            return;
        }

        foreach (FileExplanation file in files)
        {
            foreach (string line in Lines(file, language == Language.Zh))
            {
                terminal.Out.WriteLine(line);
            }

            terminal.Out.WriteLine();
        }
    }

    private static IEnumerable<string> Lines(FileExplanation file, bool zh)
    {
        yield return file.File;
        if (file.Refusal is not null)
        {
            yield return zh ? "  不能导入：" + file.RefusalZh : "  would be refused: " + file.Refusal;
        }

        if (file.Format is null)
        {
            yield break;
        }

        string packed = file.PackedName is null ? string.Empty : zh ? $"（压缩包内 {file.PackedName}）" : $" ({file.PackedName} within the archive)";
        yield return (zh ? "  格式：" : "  format: ") + file.Format + packed;
        if (file.Encoding is not null)
        {
            yield return zh ? $"  编码：{file.Encoding}（依据：{ReadingWords.Zh(file.EncodingEvidence ?? string.Empty)}）" : $"  encoding: {file.Encoding} ({file.EncodingEvidence})";
        }

        if (file.Delimiter is { } delimiter)
        {
            yield return (zh ? "  分隔符：" : "  delimiter: ") + (delimiter == '\t' ? (zh ? "制表符" : "tab") : delimiter.ToString());
        }

        if (file.SheetName is not null)
        {
            yield return (zh ? "  工作表：" : "  sheet: ") + OneLine(file.SheetName);
        }

        if (file.SheetsNotRead.Count > 0)
        {
            yield return (zh ? "  没有可识别的表，不导入：" : "  left out, no known table: ") + OneLine(string.Join(", ", file.SheetsNotRead));
        }

        yield return zh
            ? $"  表头：第 {file.HeadingRow} 行；其下 {file.Records} 行，隐藏 {file.HiddenRows} 行"
            : $"  headings: row {file.HeadingRow}; {file.Records} rows below, {file.HiddenRows} of them hidden";
        yield return zh
            ? $"  类别：{KindTitles.Of(file.Kind!, Language.Zh)}；映射：{file.Mapping}，{file.NamedColumns} 列中识别 {file.UsedColumns} 列；时区：{file.Zone}"
            : $"  kind: {file.Kind}; mapping: {file.Mapping}, {file.UsedColumns} of {file.NamedColumns} columns used; zone: {file.Zone}";
        if (file.MissingImportant.Count > 0)
        {
            yield return (zh ? "  缺少重要列：" : "  important columns missing: ") + string.Join(", ", file.MissingImportant);
        }

        foreach (string odd in file.OutOfShape)
        {
            yield return (zh ? "  形状不符：" : "  out of shape: ") + odd;
        }

        foreach (ColumnExplanation column in file.Columns)
        {
            yield return $"    {OneLine(column.Heading)} → {column.Field ?? (column.Reading == "not used" ? (zh ? "（不用）" : "(not used)") : zh ? "（未识别，原样随行保存）" : "(not mapped, kept with the row)")}";
            yield return zh
                ? $"        {ReadingWords.Zh(column.Reading)}；{column.Filled} 格有内容{(column.Example is null ? string.Empty : "，如：" + OneLine(column.Example))}"
                : $"        {column.Reading}; {column.Filled} cells filled{(column.Example is null ? string.Empty : ", e.g. " + OneLine(column.Example))}";
        }
    }

    // A cell may hold anything: line breaks and control characters would disturb the terminal.
    private static string OneLine(string text)
    {
        const int shown = 40;
        string line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length > shown ? line[..shown] + "…" : line;
    }

    private static JsonNode AsJson(FileExplanation file) => new JsonObject
    {
        ["file"] = file.File,
        ["refusal"] = file.Refusal,
        ["refusal_zh"] = file.RefusalZh,
        ["format"] = file.Format,
        ["packed_name"] = file.PackedName,
        ["encoding"] = file.Encoding,
        ["encoding_evidence"] = file.EncodingEvidence,
        ["delimiter"] = file.Delimiter?.ToString(),
        ["sheet"] = file.SheetName,
        ["sheets_not_read"] = new JsonArray([.. file.SheetsNotRead.Select(s => (JsonNode)s)]),
        ["hidden_rows"] = file.HiddenRows,
        ["heading_row"] = file.HeadingRow,
        ["kind"] = file.Kind,
        ["mapping"] = file.Mapping,
        ["zone"] = file.Zone,
        ["rows_below"] = file.Records,
        ["out_of_shape"] = new JsonArray([.. file.OutOfShape.Select(s => (JsonNode)s)]),
        ["columns"] = new JsonArray(
        [
            .. file.Columns.Select(c => (JsonNode)new JsonObject { ["heading"] = c.Heading, ["field"] = c.Field, ["reading"] = c.Reading, ["filled"] = c.Filled, ["example"] = c.Example }),
        ]),
    };
}

using System.Globalization;
using System.Text;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Mappings;

/// <summary>The draft as YAML.</summary>
internal static class DraftText
{
    public static string Of(string name, ExportKind kind, IReadOnlyList<DraftColumn> columns, IReadOnlyList<Field> missing, MappingSet mappings)
    {
        StringBuilder yaml = new();
        yaml.AppendLine("# Draft: check each line, above all those marked with ?, then save this file in the workspace's mappings folder.");
        yaml.AppendLine("# docs/importing.md explains every key.");
        yaml.AppendLine(CultureInfo.InvariantCulture, $"name: {Quoted(name)}");
        yaml.AppendLine(CultureInfo.InvariantCulture, $"kind: {kind.Name}");
        yaml.AppendLine("# zone: Asia/Shanghai      # of the file's times, when it isn't the policy's");
        yaml.AppendLine("# date_order: dmy          # when 03/10/2026 could be both");
        yaml.AppendLine("headings:");
        foreach (Field field in missing)
        {
            yaml.AppendLine(CultureInfo.InvariantCulture, $"  # {field.Name}: …   # must be given: without it no row can be used{(field == kind.Key ? "; for a list without numbers write key: [fields that together name a row]" : string.Empty)}");
        }

        foreach (Field field in kind.Fields)
        {
            if (columns.FirstOrDefault(c => c.Field == field) is { } column)
            {
                yaml.AppendLine(CultureInfo.InvariantCulture, $"  {field.Name}: [{Quoted(column.Heading)}]{(column.Likeness < 1 ? $"   # ? only alike; e.g. {Example(column)}" : string.Empty)}");
            }
        }

        foreach (DraftColumn column in columns.Where(c => c.Field is null))
        {
            yaml.AppendLine(CultureInfo.InvariantCulture, $"  # …: [{Quoted(column.Heading)}]   # e.g. {Example(column)}");
        }

        string[] free = [.. kind.Fields.Where(f => !f.IsMade && columns.All(c => c.Field != f)).Select(f => f.Name)];
        yaml.AppendLine(CultureInfo.InvariantCulture, $"# Fields without a column: {string.Join(", ", free)}");
        Codes(yaml, kind, columns, mappings);
        return yaml.ToString();
    }

    private static void Codes(StringBuilder yaml, ExportKind kind, IReadOnlyList<DraftColumn> columns, MappingSet mappings)
    {
        DraftColumn[] coded = [.. columns.Where(c => c.Field is { Type: FieldType.Code or FieldType.Flag } && c.Words.Count > 0)];
        if (coded.Length == 0)
        {
            return;
        }

        yaml.AppendLine("codes:");
        foreach (DraftColumn column in coded)
        {
            Field field = column.Field!;
            IReadOnlyList<string> possible = field.Type == FieldType.Flag ? ["true", "false"] : field.Codes;
            yaml.AppendLine(CultureInfo.InvariantCulture, $"  {field.Name}:   # one of {string.Join(", ", possible)}");
            foreach (string word in column.Words)
            {
                string? code = mappings.All.Where(m => m.Kind == kind).SelectMany(m => m.Codes.GetValueOrDefault(field) ?? new Dictionary<string, string>())
                    .Where(w => HeadingName.ComparableWord(w.Key) == HeadingName.ComparableWord(word)).Select(w => w.Value).FirstOrDefault()
                    ?? possible.FirstOrDefault(p => p == HeadingName.ComparableWord(word));
                yaml.AppendLine(code is null
                    ? string.Create(CultureInfo.InvariantCulture, $"    # {Quoted(word)}: …")
                    : string.Create(CultureInfo.InvariantCulture, $"    {Quoted(word)}: \"{code}\""));
            }
        }
    }

    private static string Example(DraftColumn column)
    {
        const int most = 40;
        if (PersonalHeadings.Has(column.Heading))
        {
            return "(personal: kept in service.contacts, known by this heading without a mapping)";
        }

        string text = column.Words.Count == 0 ? "(empty)" : new string([.. column.Words[0].Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)]);
        text = PersonalText.Phones(text);
        return text.Length > most ? text[..most] + "…" : text;
    }

    // A cell's text is anybody's: always quoted, control characters and all.
    private static string Quoted(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (char c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}

using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest;

/// <summary>
/// Masks a row set aside: the columns of contacts whole, in all other cells and in the reasons what looks like a phone number, and the
/// contact's name where it stands in a reason.
/// </summary>
internal sealed class RejectedMask(MappingSet? mappings)
{
    /// <summary>The row as it is shown.</summary>
    /// <param name="row">As it came.</param>
    /// <param name="mapping">The mapping that had read it.</param>
    public RejectedRow Of(RejectedRow row, string mapping)
    {
        HeadingLookup? lookup = mappings?.All.FirstOrDefault(m => m.Name == mapping)?.Lookup;
        Field? Personal(string heading) => (lookup is null
            ? PersonalHeadings.All.FirstOrDefault(p => p.Heading == HeadingName.Comparable(heading)).Field
            : lookup.Find(HeadingName.Comparable(heading))?.Field) is { IsPersonal: true } field ? field : null;
        KeyValuePair<string, string>[] cells = [.. row.Cells.Select(c => KeyValuePair.Create(c.Key, Cell(Personal(c.Key), c.Value)))];
        string[] hidden = [.. row.Cells.Where(c => Personal(c.Key) is not null && c.Value.Trim().Length > 1).Select(c => c.Value.Trim())];
        string? Reason(string? value)
        {
            foreach (string text in hidden)
            {
                value = value?.Replace(text, PersonalText.Name(text), StringComparison.Ordinal);
            }

            return value is null ? null : PersonalText.Phones(value);
        }

        return row with { Cells = cells, Reasons = [.. row.Reasons.Select(r => r with { Value = Reason(r.Value) })] };
    }

    private static string Cell(Field? personal, string text) => personal is null ? PersonalText.Phones(text)
        : personal == ExportKind.Personal[0] ? PersonalText.Name(text)
        : PersonalText.Phone(text);
}

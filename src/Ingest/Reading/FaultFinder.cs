namespace ServiceAnalytics.Ingest.Reading;

/// <summary>Finds the fault that stands in a record, for records that are read in order.</summary>
internal sealed class FaultFinder(TextTable table, long from)
{
    private int next = table.Faults.TakeWhile(f => f.Offset < from).Count();

    /// <summary>The first fault in the record; null when it has none.</summary>
    public TextFault? Within(DelimitedReader record)
    {
        TextFault? found = null;
        while (next < table.Faults.Count && table.Faults[next].Offset < record.NextOffset)
        {
            found ??= table.Faults[next].Offset >= record.Offset ? table.Faults[next] : null;
            next++;
        }

        return found;
    }
}

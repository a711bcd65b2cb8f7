namespace ServiceAnalytics.Ingest.Reading;

/// <summary>Reads single records again, by the places that the pass over the file has noted.</summary>
internal sealed class RecordFinder(TextTable table, TableLayout layout, TableFacts facts) : IDisposable
{
    // Records asked for lie apart, as a rule: more bytes than those around one would be read for nothing.
    private const int BufferSize = 1 << 16;

    private readonly DelimitedReader reader = table.Open(layout.Delimiter, facts.FirstRecord, BufferSize);
    private long next = -1;

    /// <summary>A record; the reader shows it until the next call.</summary>
    /// <param name="record">Its number after the heading, from 0.</param>
    public DelimitedReader At(long record)
    {
        long block = record / TableFacts.IndexStep;
        if (next < 0 || record < next || block > next / TableFacts.IndexStep)
        {
            reader.GoTo(facts.Index[(int)block]);
            next = block * TableFacts.IndexStep;
        }

        for (; next <= record; next++)
        {
            reader.Read();
        }

        return reader;
    }

    public void Dispose() => reader.Dispose();
}

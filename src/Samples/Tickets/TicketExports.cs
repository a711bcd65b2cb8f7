using ServiceAnalytics.Samples.Output;
using ServiceAnalytics.Samples.Time;

namespace ServiceAnalytics.Samples.Tickets;

/// <summary>Writes each ticket as the main export saw it and, if it is recent, as the later one does.</summary>
internal sealed class TicketExports
{
    private readonly CsvFile main;
    private readonly CsvFile later;
    private readonly TicketFlaws flaws;
    private readonly int mainInstant;
    private readonly int laterInstant;
    private readonly int exportDay;
    private readonly int laterFrom;
    private readonly int correctionsFrom;
    private readonly Queue<Correction> corrections = new(
    [
        Correction.Reopened, Correction.FaultCode, Correction.Cost, Correction.FaultCode, Correction.Reopened, Correction.Cost, Correction.FaultCode, Correction.Reopened,
        Correction.FaultCode, Correction.Cost, Correction.Reopened, Correction.FaultCode,
    ]);

    private readonly Dictionary<Correction, List<string>> corrected = Enum.GetValues<Correction>().ToDictionary(c => c, _ => new List<string>());
    private long seen;

    public TicketExports(SampleOptions options, CsvFile main, CsvFile later, TicketFlaws flaws)
    {
        this.main = main;
        this.later = later;
        this.flaws = flaws;
        mainInstant = LocalMinutes.Of(options.ExportDay, 8);
        laterInstant = LocalMinutes.Of(options.LaterExportDay, 8);
        exportDay = LocalMinutes.Day(options.ExportDay);
        laterFrom = LocalMinutes.Day(options.EndMonth.AddMonths(-1));
        correctionsFrom = LocalMinutes.Day(options.EndMonth.AddDays(-20));
    }

    public long NewRows { get; private set; }

    public long ChangedRows { get; private set; }

    public long UnchangedRows { get; private set; }

    public IReadOnlyList<string> CorrectedBy(Correction correction) => corrected[correction];

    /// <summary>Writes the ticket's rows.</summary>
    /// <returns>True when the main export has it.</returns>
    public bool Write(Ticket t)
    {
        var isInMain = t.Day < exportDay && t.Correction != Correction.Late;
        var flaw = isInMain ? flaws.InPlace(t, mainInstant) : null;
        if (isInMain && flaw is null)
        {
            Correct(t);
        }

        if (isInMain)
        {
            Write(main, t, mainInstant, flaw, isCorrected: false);
        }

        if (t.Day >= laterFrom)
        {
            Write(later, t, laterInstant, flaw, isCorrected: true);
            if (!isInMain)
            {
                NewRows++;
            }
            else if (main.Row.SequenceEqual(later.Row))
            {
                UnchangedRows++;
            }
            else
            {
                ChangedRows++;
            }
        }

        if (t.Correction == Correction.Late)
        {
            corrected[Correction.Late].Add(TicketSheet.Key(t));
        }

        if (isInMain && flaw is null)
        {
            flaws.AddRows(main, t, mainInstant);
        }

        return isInMain;
    }

    private static void Write(CsvFile csv, Ticket t, int cutoff, (string Heading, string Text)? flaw, bool isCorrected)
    {
        if (flaw is { } f)
        {
            csv.Replace(f.Heading, f.Text);
        }

        TicketSheet.Write(csv, t, cutoff, isCorrected);
        csv.EndRow();
    }

    /// <summary>Every fifth closed repair of the six weeks before the export gets the next correction, until all are used.</summary>
    private void Correct(Ticket t)
    {
        if (t.Day >= correctionsFrom && corrections.Count > 0 && TicketSheet.IsClosedWithFault(t, mainInstant) && seen++ % 5 == 0)
        {
            t.Correction = corrections.Dequeue();
            corrected[t.Correction].Add(TicketSheet.Key(t));
        }
    }
}

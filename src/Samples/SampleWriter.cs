using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ServiceAnalytics.Samples.Company;
using ServiceAnalytics.Samples.Field;
using ServiceAnalytics.Samples.Followups;
using ServiceAnalytics.Samples.Output;
using ServiceAnalytics.Samples.Tickets;
using ServiceAnalytics.Samples.Time;

namespace ServiceAnalytics.Samples;

/// <summary>How far the writing has come.</summary>
/// <param name="Tickets">Tickets written.</param>
/// <param name="Total">Tickets asked for.</param>
public readonly record struct SampleProgress(long Tickets, long Total);

/// <summary>
/// Writes the exports of an invented Chinese manufacturer with planted, documented truths: tickets, complaints, surveys, rectifications, visits, parts, orders, installed base, and a
/// later tickets export with changed and new rows. Times are Chinese wall clock (UTC+8).
/// </summary>
public static class SampleWriter
{
    private const string Company = "澜川装备股份有限公司（虚构）";
    private const string LaterFolder = "later";

    private static readonly JsonSerializerOptions TruthsFormat = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a data file for people to read, never part of a page
    };

    /// <summary>Writes the exports and planted.json, over files of the same names.</summary>
    /// <param name="options">What to make; validated here.</param>
    /// <param name="directory">Where; made when it isn't there.</param>
    /// <param name="progress">Told now and then; null for nobody.</param>
    /// <param name="cancellation">Stops the writing; files begun stay behind incomplete.</param>
    /// <returns>The planted truths with their counts.</returns>
    /// <exception cref="ArgumentException">Options out of bounds.</exception>
    /// <exception cref="IOException">The directory can't be written to.</exception>
    public static PlantedTruths Write(SampleOptions options, string directory, IProgress<SampleProgress>? progress = null, CancellationToken cancellation = default)
    {
        options.Validate();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Directory.CreateDirectory(Path.Combine(directory, LaterFolder));

        var calendar = new WorkCalendar();
        var customers = new Customers(400 + (options.Tickets / 500), options.Seed);
        var fleet = new Fleet(options.Units, LocalMinutes.Month(options.EndMonth) - options.Months + 1, options.ExportDay, customers, options.Seed);
        var plan = new PlantPlan(options);
        var notices = Rectifications.Make(options, plan);
        var exportInstant = LocalMinutes.Of(options.ExportDay, 8);
        var date = $"{options.ExportDay:yyyy-MM-dd}";
        var rectificationsName = $"技术整改通知_{date}.xlsx";
        Rectifications.Write(Path.Combine(directory, rectificationsName), options, notices);
        var orders = new Orders(options, fleet, customers, calendar);
        var ordersName = $"订货单_{date}.xlsx";
        orders.Write(Path.Combine(directory, ordersName));

        using var main = new CsvFile(Path.Combine(directory, $"报修单_{date}.csv"), TicketSheet.Headings, InstantStyle.Dashes);
        using var later = new CsvFile(Path.Combine(directory, LaterFolder, $"报修单_{options.LaterExportDay:yyyy-MM-dd}.csv"), TicketSheet.Headings, InstantStyle.Dashes);
        using var units = new CsvFile(Path.Combine(directory, $"装机清单_{date}.csv"), UnitSheet.Headings, InstantStyle.Dashes);
        using var surveysCsv = new CsvFile(Path.Combine(directory, $"满意度回访表_{date}.csv"), Surveys.Headings, InstantStyle.Chinese);
        using var complaintsCsv = new CsvFile(Path.Combine(directory, $"客户投诉登记表_{date}.csv"), Complaints.Headings, InstantStyle.Slashes, Encoding.GetEncoding("GB18030"));
        using var visitsCsv = new CsvFile(Path.Combine(directory, $"走访出差登记表_{date}.csv"), Visits.Headings, InstantStyle.Slashes);
        using var partsCsv = new CsvFile(Path.Combine(directory, $"配件出入库_{date}.csv"), PartMovements.Headings, InstantStyle.Chinese);

        var unitFlaws = WriteUnits(units, fleet, customers, cancellation);
        var source = new TicketSource(options, fleet, customers, calendar, plan);
        var flaws = new TicketFlaws(options.Tickets);
        var exports = new TicketExports(options, main, later, flaws);
        var surveys = new Surveys(options, calendar, surveysCsv, exportInstant);
        var complaints = new Complaints(options, customers, complaintsCsv, exportInstant);
        var field = new FieldWork(options, customers, calendar, visitsCsv, partsCsv, exportInstant);
        var counts = new TruthCounts(options, plan);
        var written = 0L;
        foreach (var ticket in source.All())
        {
            if (exports.Write(ticket))
            {
                counts.Add(ticket);
                surveys.Follow(ticket);
                complaints.Follow(ticket);
                field.Follow(ticket);
                if (++written % 4096 == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress?.Report(new SampleProgress(written, options.Tickets));
                }
            }
        }

        field.AddRounds(LocalMinutes.DayCount);
        var complaintIds = complaints.AddPlanted(fleet, plan.ComplainingCustomer);
        progress?.Report(new SampleProgress(written, options.Tickets));
        var none = new Dictionary<string, int>(StringComparer.Ordinal);
        var truths = new PlantedTruths(
            Company,
            options.Seed,
            (int)written,
            options.Months,
            TruthCounts.MonthText(plan.EndMonth),
            options.ExportDay,
            options.LaterExportDay,
            [
                new PlantedFile(main.Name, "tickets", "utf-8-bom", main.Rows, flaws.SetAside, flaws.Counts),
                new PlantedFile(complaintsCsv.Name, "complaints", "gb18030", complaintsCsv.Rows, complaints.SetAside, complaints.FlawCounts),
                new PlantedFile(surveysCsv.Name, "surveys", "utf-8-bom", surveysCsv.Rows, surveys.SetAside, surveys.FlawCounts),
                new PlantedFile(rectificationsName, "rectifications", "xlsx", notices.Count, 0, new Dictionary<string, int>(StringComparer.Ordinal) { ["unknown_code"] = 1 }),
                new PlantedFile(visitsCsv.Name, "visits", "utf-8-bom", visitsCsv.Rows, field.Visits.SetAside, field.Visits.FlawCounts),
                new PlantedFile(partsCsv.Name, "part_movements", "utf-8-bom", partsCsv.Rows, field.Parts.SetAside, field.Parts.FlawCounts),
                new PlantedFile(ordersName, "orders", "xlsx", orders.Count, 0, orders.FlawCounts),
                new PlantedFile(units.Name, "installed_units", "utf-8-bom", units.Rows, unitFlaws.Values.Sum(), unitFlaws),
                new PlantedFile($"{LaterFolder}/{later.Name}", "tickets", "utf-8-bom", later.Rows, 0, none),
            ],
            counts.Fault(plan.Emerging, notices),
            counts.Fault(plan.Cured, notices),
            counts.Fault(plan.Ineffective, notices),
            counts.Repeats(source.RepeatsByOffice),
            Satisfaction(options, surveys),
            counts.Appointments(),
            new PlantedSurvey(
                customers.All[plan.UnhappyCustomer].Name.Text,
                counts.Unhappy?.Key ?? throw Missing("unhappy key customer's ticket"),
                surveys.Unhappy?.Key ?? throw Missing("unhappy key customer's survey"),
                LocalMinutes.Date(surveys.Unhappy.Value.Answered / LocalMinutes.PerDay)),
            new PlantedTicket(
                customers.All[plan.BreachCustomer].Name.Text,
                counts.Breach?.Key ?? throw Missing("open emergency"),
                LocalMinutes.Date(counts.Breach.Value.Day)),
            new PlantedComplaints(customers.All[plan.ComplainingCustomer].Name.Text, complaintIds),
            field.Visits.Signatures(),
            field.Parts.OldParts(),
            field.Visits.LostParts(),
            orders.Truth(),
            new PlantedChanges(
                exports.NewRows, exports.ChangedRows, exports.UnchangedRows,
                exports.CorrectedBy(Correction.Reopened), exports.CorrectedBy(Correction.FaultCode), exports.CorrectedBy(Correction.Cost), exports.CorrectedBy(Correction.Late)));
        WriteTruths(Path.Combine(directory, "planted.json"), truths);
        return truths;
    }

    private static InvalidOperationException Missing(string what) => new($"The {what} did not come about before the export; choose another seed or more tickets.");

    private static PlantedSatisfaction Satisfaction(SampleOptions options, Surveys surveys)
    {
        return new PlantedSatisfaction(
            options.Scenario.UnhappyRegion,
            $"{options.EndMonth:yyyy-MM}",
            surveys.RegionBefore.Count,
            Mean(surveys.RegionBefore),
            surveys.RegionDuring.Count,
            Mean(surveys.RegionDuring));

        static double Mean((long Count, double Sum) answered) => answered.Count == 0 ? 0 : Math.Round(answered.Sum / answered.Count, 4);
    }

    /// <summary>All units, and three bad rows that must be set aside, each a spoilt copy of the unit before it.</summary>
    private static SortedDictionary<string, int> WriteUnits(CsvFile csv, Fleet fleet, Customers customers, CancellationToken cancellation)
    {
        for (var unit = 0; unit < fleet.Count; unit++)
        {
            if (unit % 65_536 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            UnitSheet.Write(csv, fleet[unit], customers);
            csv.EndRow();
            var isKeyMissing = unit == fleet.Count / 4 || unit == fleet.Count / 2;
            if (isKeyMissing || unit == fleet.Count * 3 / 4)
            {
                csv.Replace("序列号", isKeyMissing ? "" : "X-9999");
                UnitSheet.Write(csv, fleet[unit], customers);
                csv.EndRow(isKeyMissing ? 0 : -2);
            }
        }

        return new SortedDictionary<string, int>(StringComparer.Ordinal) { ["cell_count_short"] = 1, ["key_missing"] = 2 };
    }

    private static void WriteTruths(string path, PlantedTruths truths)
    {
        File.WriteAllText(path, JsonSerializer.Serialize(truths, TruthsFormat) + "\n");
    }
}

using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.DataQuality;

/// <summary>The files of one kind of export.</summary>
/// <param name="Kind">tickets, complaints, surveys, rectifications, installed_units.</param>
/// <param name="Files">How many up to the as-of batch; 0 = never taken in.</param>
/// <param name="Total">Rows of all of them.</param>
/// <param name="Newest">The export taken in last; corrected rows that came back are none. Null when there is none.</param>
/// <param name="SwitchedOff">When there is none: the metrics that can't be given without it.</param>
public sealed record ExportQuality(string Kind, int Files, RowCounts Total, SourceFile? Newest, IReadOnlyList<MetricDefinition> SwitchedOff);

/// <summary>A reason for which rows were set aside.</summary>
/// <param name="Kind">Of the export.</param>
/// <param name="Rule">Code of the reason, e.g. <c>key_missing</c>.</param>
/// <param name="Column">The column concerned; empty when the whole row is.</param>
/// <param name="Rows">In all files; a row with several reasons stands under each.</param>
/// <param name="NewestRows">In the newest export of the kind.</param>
public sealed record SetAsideReason(string Kind, string Rule, string Column, long Rows, long NewestRows);

/// <summary>Values that could not be used, in rows that are in force.</summary>
/// <param name="Kind">Of the export.</param>
/// <param name="Column">The column concerned.</param>
/// <param name="Rule">Code of the remark; <c>unknown_code</c> for words that the mapping doesn't know.</param>
/// <param name="Rows">Rows in force with it.</param>
/// <param name="DifferentWords">How many different words.</param>
/// <param name="Words">The most frequent words as delivered, at most ten, with their counts.</param>
public sealed record ValueRemark(string Kind, string Column, string Rule, long Rows, long DifferentWords, IReadOnlyList<(string Word, long Rows)> Words);

/// <summary>How far a column of the month's tickets is filled in.</summary>
/// <param name="Column">Name of the column.</param>
/// <param name="Expected">Tickets that should have a value.</param>
/// <param name="Filled">Of these, with a usable one.</param>
/// <param name="Unknown">Of these, with a word that the mapping doesn't know.</param>
public sealed record ColumnCompleteness(string Column, long Expected, long Filled, long Unknown)
{
    /// <summary>Filled ÷ expected; null when no ticket should have a value.</summary>
    public double? Share => Expected == 0 ? null : (double)Filled / Expected;
}

/// <summary>A rule by which records of the month contradict themselves.</summary>
/// <param name="Rule">Code, e.g. <c>closed_before_repaired</c>.</param>
/// <param name="Rows">Records that do.</param>
/// <param name="Checked">Records that have all the values that the rule compares.</param>
/// <param name="Examples">Keys of the first five.</param>
public sealed record Contradiction(string Rule, long Rows, long Checked, IReadOnlyList<string> Examples);

/// <summary>The chapter on what the figures rest on.</summary>
/// <param name="Grade">A to D, by <see cref="DataGrade.Definition"/>.</param>
/// <param name="Criteria">The five measures that it is the worst of.</param>
/// <param name="Exports">One per kind there is, tickets first, also those never taken in.</param>
/// <param name="SetAside">By kind and rule, most first.</param>
/// <param name="Remarks">By kind, column and rule, most first; the unknown codes are among them.</param>
/// <param name="Columns">Key columns of the month's tickets.</param>
/// <param name="Contradictions">Rules that at least one record of the month could be checked by.</param>
/// <param name="Checks">What the newest export of each kind was found to be like as a whole.</param>
public sealed record DataQualityFindings(
    Grade Grade,
    IReadOnlyList<GradeCriterion> Criteria,
    IReadOnlyList<ExportQuality> Exports,
    IReadOnlyList<SetAsideReason> SetAside,
    IReadOnlyList<ValueRemark> Remarks,
    IReadOnlyList<ColumnCompleteness> Columns,
    IReadOnlyList<Contradiction> Contradictions,
    IReadOnlyList<BatchCheck> Checks)
{
    private static readonly string[] Kinds = ["tickets", "installed_units", "surveys", "complaints", "rectifications"];

    /// <summary>Computes the chapter.</summary>
    /// <param name="session">The state of knowledge.</param>
    /// <param name="policy">Not read today: what is complete doesn't depend on promises.</param>
    /// <param name="month">The reported month.</param>
    /// <param name="cancel">Stops the engine.</param>
    public static DataQualityFindings Compute(AnalysisSession session, Policy policy, ReportingMonth month, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        SqlParameters Span() => new() { ["month_start_utc"] = month.Start(session.Zone), ["month_end_utc"] = month.End(session.Zone) };
        List<ExportQuality> exports = ExportsOf(Provenance.Compute(session, cancel));
        List<ColumnCompleteness> columns = session.Connection.Query(
            Script("completeness"),
            Span(),
            row => new ColumnCompleteness(row.Text("column_name"), row.Int64("expected"), row.Int64("filled"), row.Int64("unknown")),
            cancel);
        List<Contradiction> contradictions = session.Connection.Query(
            Script("contradictions"),
            Span(),
            row => new Contradiction(row.Text("rule"), row.Int64("row_count"), row.Int64("checked"), row.TextOrNull("examples")?.Split('\n') ?? []),
            cancel);
        IReadOnlyList<BatchCheck> checks = BatchCheck.OfNewestExports(session, cancel);
        BatchCheck[] ofTickets = [.. checks.Where(c => c.Kind == Kinds[0])];
        SourceFile? newest = exports[0].Newest;
        long expected = columns.Sum(c => c.Expected);
        List<GradeCriterion> criteria =
        [
            DataGrade.SetAside((newest?.Rows.SetAside ?? 0) - (newest?.Mended ?? 0), newest?.Rows.Read ?? 0),
            DataGrade.Missing(columns.Sum(c => c.Expected - c.Filled - c.Unknown), expected),
            DataGrade.UnknownCodes(columns.Sum(c => c.Unknown), expected),
            DataGrade.Contradictions(contradictions.Sum(c => c.Rows), contradictions.Select(c => c.Checked).DefaultIfEmpty().Max()),
            DataGrade.Checks(ofTickets.Count(c => !c.IsPassed), ofTickets.Length, ofTickets.All(c => c.IsPassed || !c.IsOfTotals)),
        ];
        return new(
            DataGrade.Worst(criteria),
            criteria,
            exports,
            session.Connection.Query(
                Script("set_aside"),
                SqlParameters.None,
                row => new SetAsideReason(row.Text("kind"), row.Text("rule"), row.Text("column_name"), row.Int64("row_count"), row.Int64("newest_count")),
                cancel),
            session.Connection.Query(
                Script("remarks"),
                SqlParameters.None,
                row => new ValueRemark(
                    row.Text("kind"), row.Text("column_name"), row.Text("rule"), row.Int64("row_count"), row.Int64("word_count"), [.. row.FreeTextOrNull("words")!.Split('\n').Select(Word)]),
                cancel),
            columns,
            contradictions,
            checks);
    }

    private static SqlScript Script(string name) => SqlScript.Load<AnalysisSession>($"DataQuality/{name}.sql");

    private static (string Word, long Rows) Word(string line)
    {
        int tab = line.LastIndexOf('\t');
        return (line[..tab], long.Parse(line.AsSpan(tab + 1)));
    }

    private static List<ExportQuality> ExportsOf(Provenance provenance) =>
    [
        .. Kinds.Concat(provenance.Files.Select(f => f.Kind).Except(Kinds).Distinct().Order(StringComparer.Ordinal)).Select(kind =>
        {
            SourceFile[] files = [.. provenance.Files.Where(f => f.Kind == kind)];
            return new ExportQuality(
                kind,
                files.Length,
                files.Aggregate(default(RowCounts), (sum, f) => sum + f.Rows),
                files.LastOrDefault(f => !f.IsCorrection),
                files.Length > 0 ? [] : [.. MetricCatalog.All.Where(m => m.Needs.Contains(kind) || kind == "tickets")]);
        }),
    ];
}

using ServiceAnalytics.Ingest.Cleaning;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Ingest.Reading;
using ServiceAnalytics.Ingest.Storing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Checks;

/// <summary>
/// Looks at a file as a whole once its rows are stored, and writes down what was found. A check that can't be made (too few earlier files,
/// no such column) leaves no entry. Nothing here stops an import: a failed check is for people.
/// </summary>
/// <param name="connection">Within the batch's transaction; <c>file_rows</c> is still there.</param>
/// <param name="layout">The file's headings and kind.</param>
internal sealed class FileChecks(WarehouseConnection connection, TableLayout layout)
{
    // Limits are those beyond which the month's grade is C: see DataGrade.
    private const double MostUnknown = 0.02;
    private const double MostContradicting = 0.03;
    private const double MostSame = 0.01;
    private const int FewestSame = 3;
    private const int EarlierFiles = 3;

    private readonly ExportKind kind = layout.Kind;
    private readonly List<FileCheck> checks = [];

    private string Stored => $"service.{kind.Name}";

    /// <summary>Makes all checks that can be made.</summary>
    public IReadOnlyList<FileCheck> Run(int batchId, BatchHeader header, RowCounts counts, CancellationToken cancel)
    {
        Totals(batchId, header, counts, cancel);
        if (header.RetryOf is null)
        {
            Freshness(header, cancel);
            Rhythm(batchId, header, cancel);
            Volume(batchId, header, counts, cancel);
        }

        UnknownCodes(batchId, cancel);
        Contradictions(batchId, counts, cancel);
        FutureInstants(batchId, header, counts, cancel);
        SameRows(batchId, header, counts, cancel);
        ForgottenCustomer(batchId, cancel);
        foreach (FileCheck check in checks)
        {
            connection.Execute(
                "insert into import.batch_checks values ($batch_id, $name, $column, $passed, $observed, $expected, $bad, $of)",
                new()
                {
                    ["batch_id"] = batchId,
                    ["name"] = check.Name,
                    ["column"] = check.Column,
                    ["passed"] = check.IsPassed,
                    ["observed"] = check.Observed,
                    ["expected"] = check.Expected,
                    ["bad"] = check.Bad,
                    ["of"] = check.Of,
                },
                cancel);
        }

        return checks;
    }

    // Against the file as it came: rows set aside count, and what they hold in the column is added when it is a number.
    private void Totals(int batchId, BatchHeader header, RowCounts counts, CancellationToken cancel)
    {
        if (header.Totals is not { } totals)
        {
            return;
        }

        if (totals.Rows is { } rows)
        {
            Expect(batchId, string.Empty, rows, cancel);
            long observed = DataRows(batchId, counts, cancel);
            checks.Add(new FileCheck(CheckNames.ControlRows, string.Empty, observed == rows, observed, rows));
        }

        foreach ((string column, decimal sum) in totals.Sums.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            Expect(batchId, column, sum, cancel);
            decimal observed = connection.Query(
                $"select coalesce(sum({column}), 0)::decimal(24, 4)::varchar as total from file_rows where state in ({CleaningStatement.Usable}, {CleaningStatement.SetAside}, {CleaningStatement.NotOurs})",
                SqlParameters.None,
                r => decimal.Parse(r.Text("total"), System.Globalization.CultureInfo.InvariantCulture),
                cancel)[0];
            checks.Add(new FileCheck(CheckNames.ControlSum, column, observed == sum, (double)observed, (double)sum));
        }
    }

    private void Expect(int batchId, string column, decimal expected, CancellationToken cancel) => connection.Execute(
        "insert into import.control_totals values ($batch_id, $column, $expected::decimal(24, 4))",
        new() { ["batch_id"] = batchId, ["column"] = column, ["expected"] = expected.ToString(System.Globalization.CultureInfo.InvariantCulture) },
        cancel);

    private long DataRows(int batchId, RowCounts counts, CancellationToken cancel) => counts.Read - connection.Query(
        "select count(*) as n from import.left_out_rows where batch_id = $batch_id and rule in ('total_row', 'note_row', 'repeated_heading')",
        new() { ["batch_id"] = batchId },
        r => r.Int64("n"),
        cancel)[0];

    // How old the newest row is, against twice the longest silence between days with rows in the file itself. An export of whole
    // months ends with its last month, not with the day it was made.
    private void Freshness(BatchHeader header, CancellationToken cancel)
    {
        string[] instants = [.. kind.Fields.Where(f => kind.Receipt is { } receipt ? f == receipt : f.Type == FieldType.Instant && !f.IsPromise && layout.Match.Columns.ContainsKey(f)).Select(f => f.Column)];
        if (header.ExportedAtSource == ExportedAtSource.NewestRow || instants.Length == 0)
        {
            return;
        }

        (DateTimeOffset? Newest, DateTimeOffset? MonthEnd, long Days, long Silence) found = connection.Query(
            $"""
            with received as (
                select greatest({string.Join(", ", instants)}, null::timestamp) as received_at_utc from file_rows where state = {CleaningStatement.Usable}
            ),
            quarters as (
                -- a local day begins at a full quarter of an hour everywhere; asking the engine's calendar for each row would take long
                select max(received_at_utc) as newest from received where received_at_utc <= $exported_at_utc group by epoch(received_at_utc)::bigint // 900
            ),
            days as (
                select local_at(newest)::date as day, max(newest) as newest from quarters group by day
            ),
            gaps as (
                select day, newest, day - lag(day) over (order by day) as silence from days
            )
            select max(newest) as newest_at_utc, to_utc(cast(date_trunc('month', max(day)) + interval 1 month as timestamp)) as month_end_utc,
                count(*) as days, coalesce(max(silence), 0)::bigint as silence
            from gaps
            """,
            new() { ["exported_at_utc"] = header.ExportedAt },
            r => (r.InstantOrNull("newest_at_utc"), r.InstantOrNull("month_end_utc"), r.Int64("days"), r.Int64("silence")),
            cancel)[0];
        const int fewestDays = 10;
        if (found.Days < fewestDays || found is not { Newest: { } newest, MonthEnd: { } monthEnd })
        {
            return;
        }

        const double leastDays = 3;
        double tolerated = Math.Max(leastDays, 2.0 * found.Silence);
        bool endsWithMonth = monthEnd < header.ExportedAt && (monthEnd - newest).TotalDays <= tolerated && (header.ExportedAt - monthEnd).TotalDays <= 31;
        double age = ((endsWithMonth ? monthEnd : header.ExportedAt) - newest).TotalDays;
        checks.Add(new FileCheck(CheckNames.Freshness, string.Empty, age <= tolerated, age, tolerated));
    }

    // The last twelve intervals between exports of the kind; half as long again would be chance, twice as long is one left out.
    private void Rhythm(int batchId, BatchHeader header, CancellationToken cancel)
    {
        (long Gaps, double? Usual, DateTimeOffset? Last, bool HasLater) found = connection.Query(
            """
            with exports as (
                select distinct exported_at_utc
                from import.batches
                where kind = $kind and batch_id <> $batch_id and batch_id not in (select batch_id from import.batch_readings where retry_of is not null)
            ),
            earlier as (select exported_at_utc from exports where exported_at_utc < $exported_at_utc),
            gaps as (
                select exported_at_utc, epoch(exported_at_utc - lag(exported_at_utc) over (order by exported_at_utc)) / 86400 as days
                from earlier
                order by exported_at_utc desc
                limit 12
            )
            select count(days) as gaps, median(days) as usual, max(exported_at_utc) as last_at_utc,
                exists (select 1 from exports where exported_at_utc > $exported_at_utc) as has_later
            from gaps
            """,
            new() { ["kind"] = kind.Name, ["batch_id"] = batchId, ["exported_at_utc"] = header.ExportedAt },
            r => (r.Int64("gaps"), r.DoubleOrNull("usual"), r.InstantOrNull("last_at_utc"), r.Boolean("has_later")),
            cancel)[0];
        if (found.HasLater || found.Gaps < EarlierFiles || found is not { Usual: { } usual, Last: { } last })
        {
            return;
        }

        double days = (header.ExportedAt - last).TotalDays;
        checks.Add(new FileCheck(CheckNames.Rhythm, string.Empty, days <= (2 * usual) + 1, days, usual));
    }

    // An export that always brings everything grows; only one that is far from the one before as well is odd.
    private void Volume(int batchId, BatchHeader header, RowCounts counts, CancellationToken cancel)
    {
        List<long> earlier = connection.Query(
            """
            select rows_read - (select count(*) from import.left_out_rows as l where l.batch_id = b.batch_id and rule in ('total_row', 'note_row', 'repeated_heading')) as data_rows
            from import.batches as b
            where kind = $kind and mapping_name = $mapping and batch_id <> $batch_id and exported_at_utc <= $exported_at_utc
              and batch_id not in (select batch_id from import.batch_readings where retry_of is not null)
            order by exported_at_utc desc, batch_id desc
            limit 6
            """,
            new() { ["kind"] = kind.Name, ["mapping"] = layout.Match.Mapping.Name, ["batch_id"] = batchId, ["exported_at_utc"] = header.ExportedAt },
            r => r.Int64("data_rows"),
            cancel);
        if (earlier.Count < EarlierFiles)
        {
            return;
        }

        long[] sorted = [.. earlier.Order()];
        double usual = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2.0;
        double rows = DataRows(batchId, counts, cancel);
        bool isFar = (rows < usual / 2 && rows < earlier[0] / 2.0) || (rows > usual * 2 && rows > earlier[0] * 2.0);
        checks.Add(new FileCheck(CheckNames.Volume, string.Empty, !isFar, rows, usual));
    }

    private void UnknownCodes(int batchId, CancellationToken cancel)
    {
        string[] codes = [.. kind.Fields.Where(f => f.Type is FieldType.Code or FieldType.Flag && layout.Match.Fills(f)).Select(f => f.Column)];
        if (codes.Length == 0)
        {
            return;
        }

        long bad = CountOf($"select count(*) as n from import.remarks where batch_id = $batch_id and rule = '{Rules.UnknownCode}'", batchId, cancel);
        long? of = bad == 0 ? null : CountOf($"select {string.Join(" + ", codes.Select(c => $"count({c})"))} as n from {Stored} where batch_id = $batch_id", batchId, cancel);
        double share = of is > 0 ? (double)bad / of.Value : bad == 0 ? 0 : 1;
        checks.Add(new FileCheck(CheckNames.UnknownCodes, string.Empty, share <= MostUnknown, share, MostUnknown, bad, of));
    }

    private void Contradictions(int batchId, RowCounts counts, CancellationToken cancel)
    {
        if (kind.Receipt is null || counts.New + counts.Changed == 0)
        {
            return;
        }

        string order = kind.Name switch
        {
            "tickets" => $"select row_number from {Stored} where batch_id = $batch_id and (repaired_at_utc < arrived_at_utc or closed_at_utc < repaired_at_utc)",
            "complaints" => $"select row_number from {Stored} where batch_id = $batch_id and closed_at_utc < resolved_at_utc",
            _ => "select null::bigint where false",
        };
        long bad = CountOf(
            $"select count(*) as n from (select row_number from import.remarks where batch_id = $batch_id and rule = '{Rules.BeforeReceived}' union {order})", batchId, cancel);
        double share = (double)bad / (counts.New + counts.Changed);
        checks.Add(new FileCheck(CheckNames.Contradictions, string.Empty, share <= MostContradicting, share, MostContradicting, bad, counts.New + counts.Changed));
    }

    // Column by column: the least and greatest value of each stored block lets the engine pass over nearly all of them.
    private void FutureInstants(int batchId, BatchHeader header, RowCounts counts, CancellationToken cancel)
    {
        Field[] dates = [.. kind.Fields.Where(f => f.Type is FieldType.Instant or FieldType.Day && !f.IsPromise && layout.Match.Columns.ContainsKey(f))];
        if (dates.Length == 0 || header.ExportedAtSource == ExportedAtSource.NewestRow || counts.New + counts.Changed == 0)
        {
            return;
        }

        string rows = string.Join(" union ", dates.Select(f => $"select row_number from {Stored} where batch_id = $batch_id and {f.Column} > {(f.Type == FieldType.Day ? "cast($exported_at_utc::timestamp + interval 1 day as date)" : "$exported_at_utc::timestamp")}"));
        long bad = connection.Query(
            $"select count(*) as n from ({rows})",
            new() { ["batch_id"] = batchId, ["exported_at_utc"] = header.ExportedAt },
            r => r.Int64("n"),
            cancel)[0];
        checks.Add(new FileCheck(CheckNames.FutureInstants, string.Empty, bad == 0, null, null, bad, counts.New + counts.Changed));
    }

    // The same event under another key, as when two systems export one another's tickets: same instant, customer, product, unit and words.
    private void SameRows(int batchId, BatchHeader header, RowCounts counts, CancellationToken cancel)
    {
        (string Instant, string[] Same, string Telling)? rule = kind.Name switch
        {
            "tickets" => ("received_at_utc", ["customer", "product_model", "serial_no", "fault_text"], "coalesce(serial_no, fault_text)"),
            "complaints" => ("received_at_utc", ["customer", "product_model", "order_no", "cause"], "coalesce(order_no, cause)"),
            "surveys" => ("answered_at_utc", ["customer", "ticket_id", "overall_score", "comment"], "coalesce(ticket_id, comment)"),
            _ => null,
        };
        if (rule is not var (instant, same, telling) || counts.New == 0 || header.RetryOf is not null
            || CountOf($"select count(*) as n from {Stored} where batch_id < $batch_id", batchId, cancel) == 0)
        {
            return;
        }

        long bad = HasSharedInstants(instant, batchId, cancel) ? SameCount(instant, same, telling, batchId, cancel) : 0;
        checks.Add(new FileCheck(CheckNames.SameRows, string.Empty, bad < FewestSame || bad < MostSame * counts.New, (double)bad / counts.New, MostSame, bad, counts.New));
    }

    // Files of different months have no time in common: the least and greatest value of each stored block tell so, and nearly nothing is read.
    private bool HasSharedInstants(string instant, int batchId, CancellationToken cancel)
    {
        (DateTimeOffset? first, DateTimeOffset? last) = connection.Query(
            $"select min({instant}) as first_utc, max({instant}) as last_utc from {Stored} where batch_id = $batch_id",
            new() { ["batch_id"] = batchId },
            r => (r.InstantOrNull("first_utc"), r.InstantOrNull("last_utc")),
            cancel)[0];
        return first is not null && connection.Scalar(
            $"select exists (from {Stored} where batch_id < $batch_id and {instant} >= $first_utc and {instant} <= $last_utc)",
            new() { ["batch_id"] = batchId, ["first_utc"] = first, ["last_utc"] = last },
            cancel) is true;
    }

    private long SameCount(string instant, string[] same, string telling, int batchId, CancellationToken cancel)
    {
        string key = kind.Key.Column;
        string alike = string.Join(" and ", same.Select(c => $"older.{c} is not distinct from newer.{c}"));
        return CountOf(
            $"""
            select count(distinct newer.{key}) as n
            from (
                select * from {Stored}
                where batch_id = $batch_id and {telling} is not null and {key} not in (select {key} from {Stored}_history where to_batch_id = $batch_id)
            ) as newer
            join {Stored} as older on older.{instant} = newer.{instant}
            where older.batch_id < $batch_id and older.{key} <> newer.{key} and {alike}
            """,
            batchId,
            cancel);
    }

    private void ForgottenCustomer(int batchId, CancellationToken cancel)
    {
        if (kind.Find("customer") is null || connection.Query("select count(*) as n from ledger.forgotten_customers", SqlParameters.None, r => r.Int64("n"), cancel)[0] == 0)
        {
            return;
        }

        long bad = CountOf($"select count(*) as n from {Stored} where batch_id = $batch_id and sha256(customer) in (select customer_sha256 from ledger.forgotten_customers)", batchId, cancel);
        checks.Add(new FileCheck(CheckNames.ForgottenCustomer, string.Empty, bad == 0, null, null, bad));
    }

    private long CountOf(string sql, int batchId, CancellationToken cancel)
    {
        SqlParameters batch = sql.Contains("$batch_id", StringComparison.Ordinal) ? new() { ["batch_id"] = batchId } : SqlParameters.None;
        return connection.Query(sql, batch, r => r.Int64("n"), cancel)[0];
    }
}

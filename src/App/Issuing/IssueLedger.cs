using ServiceAnalytics.Analytics;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.App.Issuing;

/// <summary>The list of issued reports in the warehouse.</summary>
internal static class IssueLedger
{
    /// <summary>Every issue, oldest first.</summary>
    public static IReadOnlyList<IssuedReport> All(WarehouseConnection connection) =>
    [
        .. connection.Query(SqlScript.Load<IssuedReport>("Issuing/report_issues.sql"), SqlParameters.None, row => (
                Id: row.Int32("issue_id"),
                Basis: new ReportBasis(
                    new ReportingMonth(row.Date("month")),
                    row.Text("edition"),
                    row.Text("language") == "zh" ? Language.Zh : Language.En,
                    row.Text("policy_hash"),
                    row.Text("calendar_hash"),
                    new AsOf(row.Int32("as_of_batch"), row.Instant("as_of_utc")),
                    row.Text("program_version")),
                IssuedAt: row.Instant("issued_at_utc"),
                Output: new ReportOutput(row.Text("output_format"), row.Text("output_path"), row.Text("output_sha256"))))
            .GroupBy(row => row.Id)
            .Select(rows => new IssuedReport(rows.Key, rows.First().Basis, rows.First().IssuedAt, [.. rows.Select(r => r.Output)])),
    ];

    /// <summary>Adds an issue; called after its files stand in their place.</summary>
    public static IssuedReport Add(WarehouseConnection connection, ReportBasis basis, DateTimeOffset issuedAt, IReadOnlyList<ReportOutput> outputs)
    {
        int id = All(connection).Select(i => i.Id).DefaultIfEmpty(0).Max() + 1;
        connection.InTransaction(() => connection.Execute(
            """
            insert into ledger.report_issues
            select $issue_id, $month, $edition, $language, $policy_hash, $calendar_hash, $as_of_batch, $as_of_utc, $program_version, $issued_at_utc,
                list_transform(list_zip($formats::varchar[], $paths::varchar[], $hashes::varchar[]), lambda o: {'format': o[1], 'path': o[2], 'sha256': o[3]})
            """,
            new()
            {
                ["issue_id"] = id,
                ["month"] = basis.Month.First,
                ["edition"] = basis.Edition,
                ["language"] = Word(basis.Language),
                ["policy_hash"] = basis.PolicyHash,
                ["calendar_hash"] = basis.CalendarHash,
                ["as_of_batch"] = basis.AsOf.Batch,
                ["as_of_utc"] = basis.AsOf.Instant,
                ["program_version"] = basis.ProgramVersion,
                ["issued_at_utc"] = issuedAt,
                ["formats"] = outputs.Select(o => o.Format).ToList(),
                ["paths"] = outputs.Select(o => o.Path).ToList(),
                ["hashes"] = outputs.Select(o => o.Sha256).ToList(),
            }));
        return new IssuedReport(id, basis, issuedAt, outputs);
    }

    /// <summary><c>zh</c> or <c>en</c>.</summary>
    public static string Word(Language language) => language == Language.Zh ? "zh" : "en";
}

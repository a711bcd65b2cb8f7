using System.Security.Cryptography;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Reports.Html;
using ServiceAnalytics.Reports.Pages;
using ServiceAnalytics.Reports.Printing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.App.Issuing;

/// <summary>What issuing a report came to.</summary>
/// <param name="Report">As it stands in the ledger.</param>
/// <param name="IsRepeated">True when the same basis had been issued before: nothing new was entered.</param>
/// <param name="Problem">What the user must know (not printed; not the same bytes as before); null when all went well.</param>
internal sealed record Issue(IssuedReport Report, bool IsRepeated, Bilingual? Problem)
{
    /// <summary>One line: month, language, files.</summary>
    public string Summary =>
        $"{Report.Basis.Month} {IssueLedger.Word(Report.Basis.Language)} (issue {Report.Id}{(IsRepeated ? ", issued before" : string.Empty)}): "
        + string.Join(", ", Report.Outputs.Select(o => o.Path)) + (Problem is null ? string.Empty : $"; {Problem.En}");
}

/// <summary>
/// Issues monthly reports: computes the findings, renders and prints them, puts the files in place, enters them in the
/// ledger. The same basis is one issue: asked for again, it is made again and compared with what was issued.
/// </summary>
internal sealed class ReportIssuer(OpenWorkspace open, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>The edition for management.</summary>
    public const string Management = "management";

    /// <summary>The edition for the quality department.</summary>
    public const string Quality = "quality";

    /// <summary>The editions there are.</summary>
    public static readonly string[] Editions = [Management, Quality];

    private MonthFindings? latest;
    private readonly ChromiumPdfPrinter printer = new(new PrinterSettings { BrowserPath = open.Settings.Browser }, ReportAssets.Default);

    /// <summary>Issues one report.</summary>
    /// <param name="month">The reported month.</param>
    /// <param name="edition">One of <see cref="Editions"/>.</param>
    /// <param name="language">zh or en.</param>
    /// <param name="asOf">The state of the data.</param>
    /// <param name="formats">pdf, html.</param>
    /// <param name="cancel">Stops before anything is put in place.</param>
    /// <exception cref="PrintException">The PDF could not be printed; the HTML, if asked for, has been written.</exception>
    public async Task<Issue> Issue(ReportingMonth month, string edition, Language language, AsOf asOf, IReadOnlyList<string> formats, CancellationToken cancel)
    {
        ReportBasis basis = new(month, edition, language, open.Policy.Hash, open.Policy.CalendarHash, asOf, Shipped.Version);
        MonthFindings findings = FindingsOf(month, asOf, cancel);
        ReportIdentity identity = new(open.Settings.Company, open.Settings.Department, Shipped.Version);
        RenderedReport rendered = await (edition == Quality ? QualityReport.RenderAsync(findings, identity, language) : ManagementReport.RenderAsync(findings, identity, language));

        using WarehouseConnection connection = open.Warehouse.Connect();
        IssuedReport? before = IssueLedger.All(connection).LastOrDefault(i => i.Basis == basis);
        string name = before is null ? NameOf(basis, NextNumber(connection)) : Path.ChangeExtension(before.Outputs[0].Path, null);

        List<ReportOutput> outputs = [];
        if (formats.Contains("html"))
        {
            outputs.Add(Place(name + ".html", "html", System.Text.Encoding.UTF8.GetBytes(rendered.WebPage), before));
        }

        PrintException? unprinted = null;
        if (formats.Contains("pdf"))
        {
            try
            {
                PrintedPdf pdf = await printer.PrintAsync(rendered.PrintPage, rendered.Properties, cancel);
                outputs.Add(Place(name + ".pdf", "pdf", pdf.Bytes, before));
            }
            catch (PrintException failure) when (outputs.Count > 0)
            {
                unprinted = failure;
            }
        }

        if (before is not null)
        {
            return new Issue(before with { Outputs = outputs }, IsRepeated: true, Compare(before, outputs) ?? (unprinted is null ? null : new Bilingual($"PDF 未能打印：{unprinted.Message}", unprinted.Message)));
        }

        if (unprinted is not null)
        {
            // Without its PDF the report isn't issued: the service will try again. The HTML stays for whoever needs the figures now.
            throw new PrintException(unprinted.Failure, $"{unprinted.Message} The HTML report was written: {outputs[0].Path}");
        }

        return new Issue(IssueLedger.Add(connection, basis, clock.GetUtcNow(), outputs), IsRepeated: false, Problem: null);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => printer.DisposeAsync();

    /// <summary>Computed once for all editions and languages of a month: they are a function of month, state and policy alone.</summary>
    private MonthFindings FindingsOf(ReportingMonth month, AsOf asOf, CancellationToken cancel)
    {
        if (latest is null || latest.Month != month || latest.AsOf != asOf)
        {
            using AnalysisSession session = AnalysisSession.Open(open.Warehouse, asOf, open.Policy);
            latest = MonthFindings.Compute(session, open.Policy, month, cancel);
        }

        return latest;
    }

    private static int NextNumber(WarehouseConnection connection) => IssueLedger.All(connection).Select(i => i.Id).DefaultIfEmpty(0).Max() + 1;

    private static string NameOf(ReportBasis basis, int number) =>
        $"reports/{basis.Month}/{basis.Month}_{basis.Edition}_{IssueLedger.Word(basis.Language)}_issue-{number}";

    /// <summary>Puts a file in its place whole. What was issued before under that name stays; a differing one is written beside it.</summary>
    private ReportOutput Place(string path, string format, byte[] bytes, IssuedReport? before)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        ReportOutput? then = before?.Outputs.FirstOrDefault(o => o.Format == format);
        if (then is not null && then.Sha256 != hash)
        {
            path = Path.ChangeExtension(path, null) + "_again" + Path.GetExtension(path);
        }

        string full = Path.Combine(open.Workspace.Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        string unfinished = full + ".tmp";
        File.WriteAllBytes(unfinished, bytes);
        File.Move(unfinished, full, overwrite: true);
        return new ReportOutput(format, path, hash);
    }

    private static Bilingual? Compare(IssuedReport before, IReadOnlyList<ReportOutput> now)
    {
        string[] differing = [.. now.Where(o => before.Outputs.Any(b => b.Format == o.Format && b.Sha256 != o.Sha256)).Select(o => o.Path)];
        return differing.Length == 0
            ? null
            : new(
                $"与第 {before.Id} 号报告的字节不同：{string.Join("、", differing)} 已写在原文件旁边，原文件未动。数据与规则的依据相同；浏览器版本不同，打印出的字节就会不同。",
                $"not the same bytes as issue {before.Id}: {string.Join(", ", differing)} was written beside it. The figures rest on the same data and rules; another version of the browser prints other bytes.");
    }
}

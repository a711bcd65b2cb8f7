using System.Globalization;
using System.IO.Compression;
using System.Text;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Forgetting;

/// <summary>Where a forgotten customer's name or phone still stands, so that nobody believes more was removed than was.</summary>
internal static class Remains
{
    private const long MostBytes = 200 << 20;

    /// <summary>Looks through the database and the workspace's files; copies elsewhere (backups, mails) nobody here can know.</summary>
    public static IReadOnlyList<string> Find(Workspace workspace, WarehouseOptions options, CustomerMask mask, TimeProvider clock, CancellationToken cancel)
    {
        string[] sought = [.. mask.Phones.Where(p => p.Length >= 7).Concat(mask.Name.Length >= 2 ? [mask.Name] : Array.Empty<string>())];
        return [.. InDatabase(workspace, options, sought, clock, cancel), .. InFiles(workspace, sought, cancel)];
    }

    private static List<string> InDatabase(Workspace workspace, WarehouseOptions options, string[] sought, TimeProvider clock, CancellationToken cancel)
    {
        using WarehouseFile warehouse = WarehouseFile.Open(workspace.Database, options, clock, cancel);
        using WarehouseConnection connection = warehouse.Connect();
        List<string> found = [];
        foreach (string schema in (string[])["service", "import", "ledger"])
        {
            foreach ((string table, string column) in CustomerForgetting.Texts(connection, schema))
            {
                long cells = connection.Query(
                    $"select count(*) as n from {schema}.{table} where {string.Join(" or ", sought.Select((_, i) => $"contains({column}, $s{i.ToString(CultureInfo.InvariantCulture)})").DefaultIfEmpty("false"))}",
                    Parameters(sought),
                    r => r.Int64("n"),
                    cancel)[0];
                if (cells > 0)
                {
                    found.Add(string.Create(CultureInfo.InvariantCulture, $"{schema}.{table}.{column} × {cells}"));
                }
            }
        }

        return found;
    }

    private static SqlParameters Parameters(string[] sought)
    {
        SqlParameters parameters = new();
        for (int i = 0; i < sought.Length; i++)
        {
            parameters["s" + i.ToString(CultureInfo.InvariantCulture)] = sought[i];
        }

        return parameters;
    }

    private static List<string> InFiles(Workspace workspace, string[] sought, CancellationToken cancel)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        byte[][] patterns = [.. sought.SelectMany(s => (byte[][])[Encoding.UTF8.GetBytes(s), Encoding.GetEncoding("gb18030").GetBytes(s), Encoding.Unicode.GetBytes(s)])];
        List<string> found = [];
        foreach (string file in Directory.EnumerateFiles(workspace.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            cancel.ThrowIfCancellationRequested();

            // The database was looked through by SQL: opening its file here would loosen the engine's lock.
            bool isOurs = file == workspace.Database || file.StartsWith(workspace.Temporary + Path.DirectorySeparatorChar, StringComparison.Ordinal);
            if (!isOurs && (sought.Any(s => file.Contains(s, StringComparison.Ordinal)) || Holds(file, patterns)))
            {
                string name = Path.GetRelativePath(workspace.Folder, file);
                found.Add(name);
                string pdf = Path.ChangeExtension(file, ".pdf");
                if (file.EndsWith(".html", StringComparison.Ordinal) && File.Exists(pdf))
                {
                    found.Add(Path.GetRelativePath(workspace.Folder, pdf));
                }
            }
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    private static bool Holds(string file, byte[][] patterns)
    {
        if (new FileInfo(file).Length > MostBytes)
        {
            return false;
        }

        byte[] bytes = File.ReadAllBytes(file);
        if (!bytes.AsSpan().StartsWith("PK\u0003\u0004"u8))
        {
            return patterns.Any(p => bytes.AsSpan().IndexOf(p) >= 0);
        }

        try
        {
            using ZipArchive archive = new(new MemoryStream(bytes));
            return archive.Entries.Where(e => e.Length < MostBytes).Any(entry =>
            {
                using Stream stream = entry.Open();
                using MemoryStream unpacked = new();
                stream.CopyTo(unpacked);
                return patterns.Any(p => unpacked.GetBuffer().AsSpan(0, (int)unpacked.Length).IndexOf(p) >= 0);
            });
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}

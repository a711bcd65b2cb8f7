using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Ingest.Reading;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Forgetting;

/// <summary>What the workspace holds of a customer.</summary>
/// <param name="Rows">Rows in tables and their history that name them.</param>
/// <param name="RowsSetAside">Rows set aside whose cells do.</param>
/// <param name="Contacts">Contacts of theirs.</param>
/// <param name="Alike">When there is nothing: customers whose names are like it, at most five.</param>
public sealed record CustomerData(long Rows, long RowsSetAside, long Contacts, IReadOnlyList<string> Alike)
{
    /// <summary>True when there is nothing to remove.</summary>
    public bool IsNothing => Rows + RowsSetAside + Contacts == 0;
}

/// <summary>What was removed, and what was not.</summary>
/// <param name="Pseudonym">What stands in the place of the name.</param>
/// <param name="RowsMasked">Rows of archived files that were rewritten.</param>
/// <param name="FilesMasked">Copies in the archive that were rewritten.</param>
/// <param name="Remaining">Where the name or a phone of theirs still stands: files of the workspace that this program doesn't rewrite, and cells of other customers' rows.</param>
/// <param name="Rebuild">How the database was made anew from the rewritten archive.</param>
public sealed record ForgetResult(string Pseudonym, long RowsMasked, int FilesMasked, IReadOnlyList<string> Remaining, RebuildResult Rebuild);

/// <summary>
/// Forgets a customer: rewrites the copies in the archive that hold their data and makes the database anew from them, so that tables,
/// history, rows set aside and the file's free blocks know them no longer and a later <c>rebuild</c> gives the same. Figures stay: a pseudonym
/// stands in the name's place.
/// </summary>
public static class CustomerForgetting
{
    /// <summary>What there is of a customer.</summary>
    /// <param name="warehouse">The open database.</param>
    /// <param name="customer">The name, exactly as stored.</param>
    /// <param name="cancel">Stops the engine.</param>
    public static CustomerData Look(WarehouseFile warehouse, string customer, CancellationToken cancel = default)
    {
        using WarehouseConnection connection = warehouse.Connect();
        SqlParameters named = new() { ["customer"] = customer };
        long rows = connection.Query($"select count(*) as n from ({OfCustomer("1")})", named, r => r.Int64("n"), cancel)[0];
        long aside = connection.Query(
            "select count(*) as n from import.rejected_rows where list_contains(list_transform(json_extract(row_json, '$.*'), lambda c: trim(c->>'$')), $customer)", named, r => r.Int64("n"), cancel)[0];
        long contacts = connection.Query(Contacts("count(*) as n"), named, r => r.Int64("n"), cancel)[0];
        IReadOnlyList<string> alike = rows + aside + contacts > 0 ? [] : connection.Query(
            "select distinct customer from service.tickets where contains(customer, $customer) or contains($customer, customer) or levenshtein(customer, $customer) <= 2 order by customer limit 5",
            named,
            r => r.Text("customer"),
            cancel);
        return new CustomerData(rows, aside, contacts, alike);
    }

    /// <summary>Forgets the customer.</summary>
    /// <param name="workspace">Whose archive and database; the database must not be open.</param>
    /// <param name="options">How the engine is opened.</param>
    /// <param name="zone">The policy's zone, for files of which none was written down.</param>
    /// <param name="mappings">The mappings that the files are read by.</param>
    /// <param name="customer">The name, exactly as stored.</param>
    /// <param name="clock">For the ledger.</param>
    /// <param name="progress">Told of each file; may be null.</param>
    /// <param name="cancel">Stops it before anything is exchanged; nothing is changed then.</param>
    /// <exception cref="RefusedException">A file is missing from the archive or can't be read: nothing was changed.</exception>
    public static ForgetResult Run(
        Workspace workspace, WarehouseOptions options, string zone, MappingSet mappings, string customer, TimeProvider clock, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        (CustomerMask mask, int id, IReadOnlyList<TakenIn> files) = Prepare(workspace, options, customer, clock, cancel);
        FileArchive archive = new(workspace);
        ArchiveLedger ledger = new(workspace);
        string folder = archive.NewFolderToForget();
        try
        {
            Dictionary<string, (string Copy, TakenIn File)> made = [];
            long rows = 0;
            foreach (TakenIn file in files)
            {
                progress?.Report(new ImportProgress(file.FileName, ImportStage.Scanning, 0));
                if (Mask(archive, mappings, file, mask, id, folder, cancel) is var (copy, masked, changed))
                {
                    made[file.Sha256] = (copy, masked);
                    rows += changed;
                }
            }

            List<Exchanged> exchanged = Exchange(archive, ledger, files, made, folder);
            RebuildResult rebuild;
            try
            {
                rebuild = ArchiveRebuild.Run(workspace, options, zone, mappings, isIncompleteWelcome: false, clock, progress, CancellationToken.None, connection => Enter(connection, mask, id, rows, [.. made.Values.Select(m => m.File)], clock));
            }
            catch
            {
                PutBack(ledger, files, exchanged);
                throw;
            }

            if (rebuild.IsIncomplete)
            {
                PutBack(ledger, files, exchanged);
                throw new RefusedException(
                    $"The database could not be made anew from the archive, so nothing was changed: {string.Join("; ", rebuild.Missing.Concat(rebuild.Files.Where(f => f.Outcome != ImportOutcome.Imported).Select(f => f.Message)))}",
                    $"无法由归档重建数据库，因此未作任何改动：{string.Join("；", rebuild.Missing.Concat(rebuild.Files.Where(f => f.Outcome != ImportOutcome.Imported).Select(f => f.MessageZh)))}");
            }

            return new ForgetResult(mask.Pseudonym, rows, made.Count, Remains.Find(workspace, options, mask, clock, cancel), rebuild);
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>A copy of the archive that was exchanged.</summary>
    /// <param name="Now">Where the masked one is.</param>
    /// <param name="Before">Where the former one was.</param>
    /// <param name="Kept">Where the former one is until the database has been made anew.</param>
    private sealed record Exchanged(string Now, string Before, string Kept);

    private static string OfCustomer(string column) => string.Join(
        " union all ",
        ExportKinds.All.Where(k => k.Find("customer") is not null).SelectMany(k => (string[])[k.Name, k.Name + "_history"])
            .Select(t => $"select {column} from service.{t} where customer = $customer"));

    private static string Contacts(string columns) => $"""
        select {columns} from service.contacts
        where {string.Join(" or ", ExportKinds.All.Where(k => k.Find("customer") is not null).Select(k => $"(kind = '{k.Name}' and row_key in (select {k.Key.Column} from service.{k.Name} where customer = $customer union all select {k.Key.Column} from service.{k.Name}_history where customer = $customer))"))}
        """;

    private static (CustomerMask Mask, int Id, IReadOnlyList<TakenIn> Files) Prepare(Workspace workspace, WarehouseOptions options, string customer, TimeProvider clock, CancellationToken cancel)
    {
        using WarehouseFile warehouse = WarehouseFile.Open(workspace.Database, options, clock, cancel);
        using WarehouseConnection connection = warehouse.Connect();
        new ArchiveLedger(workspace).CatchUp(connection);
        SqlParameters named = new() { ["customer"] = customer };
        HashSet<string> tickets = [.. connection.Query(
            "select ticket_id from service.tickets where customer = $customer union select ticket_id from service.tickets_history where customer = $customer", named, r => r.Text("ticket_id"), cancel)];
        List<(string? Name, string? Phone)> contacts = connection.Query(Contacts("contact_name, contact_phone"), named, r => (r.TextOrNull("contact_name"), r.TextOrNull("contact_phone")), cancel);
        int id = connection.Query("select coalesce(max(forgotten_id), 0) + 1 as id from ledger.forgotten_customers", SqlParameters.None, r => r.Int32("id"), cancel)[0];
        CustomerMask mask = new()
        {
            Name = customer,
            Pseudonym = string.Create(CultureInfo.InvariantCulture, $"forgotten-{id}"),
            Tickets = tickets,
            ContactNames = [.. contacts.Select(c => c.Name).OfType<string>().Where(n => n.Length > 1).Distinct(StringComparer.Ordinal).OrderByDescending(n => n.Length)],
            Phones = contacts.Select(c => c.Phone).OfType<string>().ToHashSet(StringComparer.Ordinal),
        };
        Dictionary<string, MaskedCopy?> written = new ArchiveLedger(workspace).Read().DistinctBy(f => f.Sha256).ToDictionary(f => f.Sha256, f => f.Masked);
        return (mask, id, [.. ArchiveLedger.Files(ArchiveLedger.InDatabase(connection, "import")).Select(f => f with { Masked = written.GetValueOrDefault(f.Sha256) })]);
    }

    // The copy with the customer masked; null when the file has nothing of theirs.
    private static (string Copy, TakenIn File, long Rows)? Mask(FileArchive archive, MappingSet mappings, TakenIn file, CustomerMask mask, int id, string folder, CancellationToken cancel)
    {
        string path = archive.Find(file.Sha256) ?? throw new RefusedException(
            $"{file.FileName} ({file.Sha256}) is missing from the archive, so its rows could not be made anew; nothing was changed. Bring the file back first.",
            $"归档中缺少 {file.FileName}（{file.Sha256}），其中的行无法重建，因此未作任何改动。请先找回该文件。");
        string work = Directory.CreateDirectory(Path.Combine(folder, file.Sha256)).FullName;
        bool isMasked = file.Masked is not null && FileArchive.HashOf(path) != file.Sha256;
        SourceTables source = isMasked ? new SourceTables(file.Masked!.Tables(path, work), []) : SourceText.Open(path, file.FileName, work, cancel);
        IReadOnlyList<Mapping> candidates = [.. (file.Tables?.Select(t => t.Mapping) ?? [file.Mapping]).SelectMany(mappings.Named).Distinct()];
        Recognition recognised = Recognition.Choose(source, candidates.Count > 0 ? candidates : mappings.All, work, cancel);
        string copy = Path.Combine(folder, file.Sha256 + ".masked");
        long rows = 0;
        List<MaskedCopy> parts = [];
        using (FileStream whole = new(copy, FileMode.Create, FileAccess.Write))
        {
            foreach (Recognition one in recognised.All)
            {
                (MaskedCopy part, long changed) = MaskTable(one, mask, Path.Combine(work, $"part-{parts.Count + 1}.masked"), whole, cancel);
                parts.Add(part);
                rows += changed;
            }
        }

        // What is not read is not kept in a copy: it is made when the name stands there, too.
        string name = mask.InOthersRow(file.FileName);
        bool isElsewhere = source.Tables.Where(t => recognised.All.All(r => r.Table.Path != t.Path)).Any(t => File.ReadAllText(t.Path).Contains(mask.Name, StringComparison.Ordinal));
        Directory.Delete(work, recursive: true);
        if (rows == 0 && name == file.FileName && !isElsewhere)
        {
            File.Delete(copy);
            return null;
        }

        return (copy, file with
        {
            FileName = name,
            Masked = (parts.Count == 1 ? parts[0] with { Length = 0 } : parts[0] with { Parts = parts, Length = 0, Faults = [] }) with
            {
                Sha256 = FileArchive.HashOf(copy),
                FormerSha256 = file.Masked?.Sha256,
                Forgotten = [.. file.Masked?.Forgotten ?? [], id],
            },
        }, rows);
    }

    private static (MaskedCopy Part, long Rows) MaskTable(Recognition one, CustomerMask mask, string made, FileStream whole, CancellationToken cancel)
    {
        TextTable table = one.Table;
        TableMasker masker = new(table, one.Layout, mask);
        masker.Write(made, cancel);
        using FileStream text = new(made, FileMode.Open, FileAccess.Read);
        text.CopyTo(whole);
        MaskedCopy part = new()
        {
            Sha256 = string.Empty,
            Format = table.Format,
            Encoding = table.Encoding,
            Evidence = table.Evidence,
            SheetName = table.SheetName,
            PackedName = table.PackedName is { } packed ? mask.InOthersRow(packed) : null,
            HiddenRows = table.HiddenRows,
            RowsAbove = table.RowsAbove,
            MarkLength = table.MarkLength,
            Delimiters = string.Concat(table.Delimiters),
            Faults = masker.Faults,
            Length = text.Length,
        };
        return (part, masker.Rows);
    }

    // First the list, which knows both the file as delivered and the copy; then file by file. A kill between leaves an archive that can be read.
    private static List<Exchanged> Exchange(
        FileArchive archive, ArchiveLedger ledger, IReadOnlyList<TakenIn> files, Dictionary<string, (string Copy, TakenIn File)> made, string folder)
    {
        List<Exchanged> exchanged = [];
        ledger.Write([.. files.Select(f => made.TryGetValue(f.Sha256, out var masked) ? masked.File : f)]);
        foreach ((string copy, TakenIn file) in made.Values)
        {
            string before = archive.Find(file.Sha256)!;
            string kept = Path.Combine(folder, Path.GetFileName(before));
            string now = archive.PathOf(file.Sha256, file.FileName);
            File.Copy(before, kept);
            File.Move(copy, now, overwrite: true);
            if (now != before)
            {
                File.Delete(before);
            }

            exchanged.Add(new Exchanged(now, before, kept));
        }

        return exchanged;
    }

    private static void PutBack(ArchiveLedger ledger, IReadOnlyList<TakenIn> files, List<Exchanged> exchanged)
    {
        foreach (Exchanged file in exchanged)
        {
            File.Delete(file.Now);
            File.Move(file.Kept, file.Before, overwrite: true);
        }

        ledger.Write(files);
    }

    // In the new database, before it takes the former one's place.
    private static void Enter(WarehouseConnection connection, CustomerMask mask, int id, long rows, IReadOnlyList<TakenIn> files, TimeProvider clock)
    {
        foreach ((string table, string column) in Texts(connection, "ledger").Where(t => t.Table is not "forgotten_customers" and not "masked_files"))
        {
            connection.Execute(
                $"update ledger.{table} set {column} = replace({column}, $customer, $pseudonym) where contains({column}, $customer)",
                new() { ["customer"] = mask.Name, ["pseudonym"] = mask.Pseudonym });
        }

        connection.Execute(
            "insert into ledger.forgotten_customers values ($id, $sha256, $pseudonym, $at, $rows, $files)",
            new()
            {
                ["id"] = id,
                ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mask.Name))),
                ["pseudonym"] = mask.Pseudonym,
                ["at"] = clock.GetUtcNow(),
                ["rows"] = rows,
                ["files"] = files.Count,
            });
        foreach (TakenIn file in files)
        {
            connection.Execute(
                "insert into ledger.masked_files values ($id, $sha256, $masked)",
                new() { ["id"] = id, ["sha256"] = file.Sha256, ["masked"] = file.Masked!.Sha256 });
        }
    }

    internal static List<(string Table, string Column)> Texts(WarehouseConnection connection, string schema) => connection.Query(
        "select table_name, column_name from duckdb_columns() where database_name = 'warehouse' and schema_name = $schema and data_type = 'VARCHAR' and not internal and table_name in (select table_name from duckdb_tables() where database_name = 'warehouse' and schema_name = $schema) order by 1, 2",
        new() { ["schema"] = schema },
        r => (r.Text("table_name"), r.Text("column_name")));
}

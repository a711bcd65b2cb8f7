using System.Reflection;
using ServiceAnalytics.Ingest.Checks;
using ServiceAnalytics.Ingest.Cleaning;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Ingest.Reading;
using ServiceAnalytics.Ingest.Storing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest;

/// <summary>
/// Takes exports into the warehouse: recognises, cleans, stores and archives a file. After a kill at any moment the next run
/// finishes what was begun: a file whose hash is among the batches has been stored, any other has not.
/// </summary>
/// <remarks>
/// The warehouse must be opened with the workspace's <see cref="Workspace.Temporary"/> among its
/// <see cref="WarehouseOptions.ReadableDirectories"/>: the engine reads nothing but working copies made there.
/// </remarks>
public sealed partial class Importer
{
    private readonly WarehouseFile warehouse;
    private readonly Workspace workspace;
    private readonly string zone;
    private readonly MappingSet mappings;
    private readonly TimeProvider clock;
    private readonly FileArchive archive;
    private readonly ArchiveLedger ledger;

    /// <summary>An importer for one workspace.</summary>
    /// <param name="warehouse">The open database; this process holds its lock.</param>
    /// <param name="workspace">Its folder.</param>
    /// <param name="zone">IANA zone of local times in files whose mapping names none; the policy's.</param>
    /// <param name="mappings">The mappings to recognise files by.</param>
    /// <param name="clock">For the note when a batch was taken in; no figure depends on it.</param>
    /// <exception cref="ArgumentException">The zone is unknown.</exception>
    public Importer(WarehouseFile warehouse, Workspace workspace, string zone, MappingSet mappings, TimeProvider clock)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            throw new ArgumentException($"\"{zone}\" is not a time zone; write Asia/Shanghai or Europe/Berlin.", nameof(zone));
        }

        this.warehouse = warehouse;
        this.workspace = workspace;
        this.zone = zone;
        this.mappings = mappings;
        this.clock = clock;
        archive = new FileArchive(workspace);
        ledger = new ArchiveLedger(workspace);
        archive.CleanUp();
        using WarehouseConnection connection = warehouse.Connect();
        ledger.CatchUp(connection);
    }

    /// <summary>Takes in one file. A file of the workspace's inbox is removed from there afterwards; any other stays where it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What the user says about it.</param>
    /// <param name="progress">Told of each stage; may be null.</param>
    /// <param name="cancel">Stops the import; nothing of the file is then stored.</param>
    /// <returns>What became of it. A file that can't be taken in is a result, not an exception.</returns>
    /// <exception cref="FileNotFoundException">The file is not there.</exception>
    public ImportResult Import(string path, ImportOptions options, IProgress<ImportProgress>? progress = null, CancellationToken cancel = default)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path} is not there.", path);
        }

        string canonical = CanonicalPath.Of(path);
        bool isFromInbox = Path.GetDirectoryName(canonical) == CanonicalPath.Of(workspace.Inbox);
        ImportResult result;
        string folder = archive.NewWorkFolder();
        try
        {
            result = new Run(this, path, folder, options, progress, cancel).Do();
        }
        catch (RefusedException refusal)
        {
            // A file without headings shows its first rows in the message.
            string message = PersonalText.Phones(refusal.Message);
            string chinese = PersonalText.Phones(refusal.Chinese);
            result = new ImportResult { File = path, Outcome = ImportOutcome.Refused, Message = message, MessageZh = chinese, NeedsMapping = refusal.NeedsMapping };
            if (isFromInbox)
            {
                archive.Reject(canonical, $"{Path.GetFileName(path)}: {message}{Environment.NewLine}{Path.GetFileName(path)}：{chinese}");
                archive.RejectBeside(canonical);
            }

            return result;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        if (isFromInbox)
        {
            File.Delete(canonical + ControlTotals.Ending);
            File.Delete(canonical);
        }

        return result;
    }

    /// <summary>Takes in every file of the inbox, by name. Hidden files and those that a spreadsheet program keeps open beside (~$) are passed over.</summary>
    /// <param name="options">Applied to every file.</param>
    /// <param name="progress">Told of each stage; may be null.</param>
    /// <param name="cancel">Stops between and within files.</param>
    /// <returns>One result per file, in order.</returns>
    public IReadOnlyList<ImportResult> ImportInbox(ImportOptions options, IProgress<ImportProgress>? progress = null, CancellationToken cancel = default)
    {
        return [.. InboxFiles(workspace).Select(f => Import(f, options, progress, cancel))];
    }

    /// <summary>What lies in the inbox to be taken in, by name; hidden files, those that a spreadsheet program keeps open beside (~$) and control totals (.expected.yaml) are not.</summary>
    public static IReadOnlyList<string> InboxFiles(Workspace workspace) => !Directory.Exists(workspace.Inbox)
        ? []
        : [.. Directory.GetFiles(workspace.Inbox)
            .Where(f => Path.GetFileName(f) is var name && !name.StartsWith('.') && !name.StartsWith("~$", StringComparison.Ordinal) && !name.EndsWith(ControlTotals.Ending, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)];

    /// <summary>Says what is recognised in a file and why, column by column; nothing is taken in or moved.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What the user says about it.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <exception cref="FileNotFoundException">The file is not there.</exception>
    public FileExplanation Explain(string path, ImportOptions options, CancellationToken cancel = default)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path} is not there.", path);
        }

        string folder = archive.NewWorkFolder();
        try
        {
            return new Run(this, path, folder, options, null, cancel).Explain();
        }
        catch (RefusedException refusal)
        {
            return new FileExplanation { File = path, Refusal = PersonalText.Phones(refusal.Message), RefusalZh = PersonalText.Phones(refusal.Chinese) };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>One file on its way.</summary>
    private sealed partial class Run(Importer importer, string path, string folder, ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        private readonly string name = options.Again?.FileName ?? Path.GetFileName(path);
        private readonly string copy = Path.Combine(folder, "source");
        private readonly DateTimeOffset importedAt = options.Again?.ImportedAt ?? importer.clock.GetUtcNow();
        private long size;
        private bool isMasked;

        public ImportResult Do()
        {
            size = Math.Max(1, new FileInfo(path).Length);
            Tell(ImportStage.Hashing);
            using WarehouseConnection connection = importer.warehouse.Connect();
            if (options.Again is null && KnownAlready(connection) is { } same)
            {
                return same;
            }

            (string sha256, long byteCount) = FileArchive.Copy(path, copy, done => Tell(ImportStage.Hashing, (double)done / size), cancel);
            isMasked = options.Again?.Masked?.Is(sha256) == true;
            sha256 = FileArchive.Identity(sha256, options.Again, path);
            if (Earlier(connection, sha256) is { } earlier)
            {
                importer.archive.Keep(copy, sha256, name);
                return earlier;
            }

            Tell(ImportStage.Recognising);
            Recognition recognised = Recognise();
            if (recognised.Further.Count > 0)
            {
                return DoSeveral(connection, recognised, sha256, byteCount);
            }

            (TextTable table, TableLayout layout) = (recognised.Table, recognised.Layout);
            string zone = ZoneOf(layout);
            ControlTotals? totals = options.Again is { } again ? again.Totals : (ControlTotals.Beside(path) ?? layout.Match.Mapping.Expected)?.ByColumn(layout);
            (DateTimeOffset, ExportedAtSource)? known = ExportedAt(layout, zone);
            using KeyCells? keys = known is not null && PlainRows.IsWayFor(layout) && new FileInfo(table.Path).Length >= options.StraightFrom
                ? new KeyCells(Path.Combine(folder, "keys.csv"), layout.Match.Columns[layout.Kind.Key])
                : null;
            TableFacts facts = Scan(table, layout, keys);
            Tell(ImportStage.Cleaning);
            Cleaner cleaner = new(connection, table, layout, facts, folder);
            cleaner.Prepare(zone, cancel);
            PlainRows? plain = Straight(connection, cleaner, layout, facts, keys);
            if (plain is null)
            {
                cleaner.CleanAll(cancel);
            }

            (DateTimeOffset exportedAt, ExportedAtSource source) = known ?? (ExportInstant.OfNewestRow(connection, layout, cancel), ExportedAtSource.NewestRow);

            Tell(ImportStage.Storing);
            bool isNewInArchive = false;
            using ITimer? telling = TellWhileStoring(connection);
            int batchId;
            RowCounts counts;
            IReadOnlyList<FileCheck> checks;
            try
            {
                BatchHeader header = Header(sha256, byteCount, zone, exportedAt, source, totals);
                (batchId, counts, checks) = new BatchStore(connection, table, layout, facts, plain).Store(
                    header,
                    beforeCommit: () =>
                    {
                        telling?.DisposeAsync().AsTask().Wait(cancel);
                        Tell(ImportStage.Archiving);
                        isNewInArchive = importer.archive.Keep(copy, sha256, name);
                    },
                    cancel);
            }
            catch
            {
                if (isNewInArchive)
                {
                    File.Delete(importer.archive.PathOf(sha256, name));
                }

                throw;
            }

            Tell(ImportStage.Finishing);
            importer.archive.LetGo(sha256);
            importer.ledger.CatchUp(connection);
            return Result(connection, recognised, sha256, batchId, counts, exportedAt, source) with { Checks = checks };
        }

        public FileExplanation Explain()
        {
            FileArchive.Copy(path, copy, _ => { }, cancel);
            Recognition recognised = Recognise();
            return Explain(recognised) with { OtherTables = [.. recognised.Further.Select(Explain)] };
        }

        private FileExplanation Explain(Recognition recognised)
        {
            TableFacts facts = Scan(recognised.Table, recognised.Layout, keys: null);
            string zone = recognised.Layout.Match.Mapping.Zone ?? importer.zone;
            try
            {
                return Explanation.Of(path, recognised, facts, Cleaner.Styles(recognised.Layout, facts), null, zone);
            }
            catch (RefusedException undecided)
            {
                return Explanation.Of(path, recognised, facts, null, undecided, zone);
            }
        }

        private void Tell(ImportStage stage, double share = 0) => progress?.Report(new ImportProgress(name, stage, Math.Clamp(share, 0, 1), size));

        // The engine is asked now and then how far it is. Only a longer statement has something to tell, and it takes nothing back.
        private ITimer? TellWhileStoring(WarehouseConnection connection)
        {
            double told = 0;
            void Ask(object? state)
            {
                if (connection.Progress() is { } share && share > told && share < 1)
                {
                    Tell(ImportStage.Storing, told = share);
                }
            }

            TimeSpan second = TimeSpan.FromSeconds(1);
            return progress is null || size < options.StraightFrom ? null : importer.clock.CreateTimer(Ask, null, second, second);
        }

        // A mapping's own zone, else that by which the file was read the first time, else the policy's.
        private string ZoneOf(TableLayout layout) => layout.Match.Mapping.Zone
            ?? options.Again?.Tables?.FirstOrDefault(t => t.Mapping == layout.Match.Mapping.Name)?.Zone ?? options.Again?.Zone ?? importer.zone;

        private BatchHeader Header(string sha256, long byteCount, string zone, DateTimeOffset exportedAt, ExportedAtSource source, ControlTotals? totals) => new()
        {
            FileName = name,
            Sha256 = sha256,
            ByteCount = byteCount,
            ExportedAt = exportedAt,
            ExportedAtSource = source,
            ImportedAt = importedAt,
            Zone = zone,
            Totals = totals,
            RetryOf = options.Again?.RetryOf,
            RetryTable = options.Again?.RetryTable ?? 1,
            RetryRows = options.Again?.RetryRows,
            ProgramVersion = typeof(Importer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        };

        // A file as long as one that was taken in is likely to be that one: its hash is enough to know, and nothing is copied.
        private ImportResult? KnownAlready(WarehouseConnection connection)
        {
            if (connection.Scalar("select exists (from import.batches where byte_count = $size)", new() { ["size"] = new FileInfo(path).Length }, cancel) is not true)
            {
                return null;
            }

            string sha256 = FileArchive.HashOf(path);
            return importer.archive.Has(sha256) ? Earlier(connection, sha256) : null;
        }

        private ImportResult? Earlier(WarehouseConnection connection, string sha256) => connection.Query(
            "select batch_id, kind, mapping_name, file_name from import.batches where sha256 = $sha256",
            new() { ["sha256"] = sha256 },
            r => new ImportResult
            {
                File = path,
                Outcome = ImportOutcome.AlreadyImported,
                Sha256 = sha256,
                BatchId = r.Int32("batch_id"),
                Kind = r.Text("kind"),
                Mapping = r.Text("mapping_name"),
                Message = $"Already taken in as batch {r.Int32("batch_id")} ({r.Text("file_name")}); skipped.",
                MessageZh = $"内容与第 {r.Int32("batch_id")} 批（{r.Text("file_name")}）完全相同，已跳过。",
            },
            cancel).FirstOrDefault();

        private Recognition Recognise()
        {
            IReadOnlyList<Mapping> candidates = options.Again?.Tables is { } tables ? [.. tables.SelectMany(t => importer.mappings.Named(t.Mapping)).Distinct()]
                : options.As is null ? importer.mappings.All : importer.mappings.Named(options.As);
            if (options.Again is not null && candidates.Count == 0)
            {
                candidates = importer.mappings.All; // the mapping has another name by now: the headings find it
            }

            if (candidates.Count == 0)
            {
                throw new RefusedException(
                    $"There is no mapping or kind \"{options.As}\". Kinds: {string.Join(", ", ExportKinds.All.Select(k => k.Name))}. "
                    + $"Mappings: {string.Join(", ", importer.mappings.All.Select(m => m.Name))}.",
                    $"没有名为“{options.As}”的映射或类别。类别：{string.Join("、", ExportKinds.All.Select(k => k.Name))}。"
                    + $"映射：{string.Join("、", importer.mappings.All.Select(m => m.Name))}。");
            }

            SourceTables source = isMasked ? new SourceTables(options.Again!.Masked!.Tables(copy, folder), []) : SourceText.Open(copy, name, folder, cancel);
            return Recognition.Choose(source, candidates, folder, cancel);
        }

        private PlainRows? Straight(WarehouseConnection connection, Cleaner cleaner, TableLayout layout, TableFacts facts, KeyCells? keys)
        {
            if (keys is null)
            {
                return null;
            }

            keys.Dispose();
            PlainRows plain = new(connection, cleaner, layout, facts);
            return plain.FindSuspects(keys, cancel) ? plain : null;
        }

        private TableFacts Scan(TextTable table, TableLayout layout, KeyCells? keys)
        {
            long length = Math.Max(1, new FileInfo(table.Path).Length);
            Tell(ImportStage.Scanning);
            return TableScan.Read(table, layout, layout.Roles(), keys, done => Tell(ImportStage.Scanning, (double)done / length), cancel);
        }

        private (DateTimeOffset ExportedAt, ExportedAtSource Source)? ExportedAt(TableLayout layout, string zone) =>
            options.ExportedAt is { } given ? (given.ToUniversalTime(), ExportedAtSource.Given)
            : ExportInstant.FromName(name, layout.Match.Mapping, zone) is { } dated ? (dated, ExportedAtSource.FileName)
            : null;
    }
}

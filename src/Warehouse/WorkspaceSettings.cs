using ServiceAnalytics.Warehouse.Documents;

namespace ServiceAnalytics.Warehouse;

/// <summary>What <c>settings.yaml</c> of a workspace says; every key has a default, so an empty file works.</summary>
public sealed record WorkspaceSettings
{
    /// <summary>Company on the cover and in the footer. Default empty: neither is printed.</summary>
    public string Company { get; init; } = string.Empty;

    /// <summary>Department that issues the report. Default empty.</summary>
    public string Department { get; init; } = string.Empty;

    /// <summary>Language of commands' output and of reports unless asked otherwise: zh (default) or en.</summary>
    public string Language { get; init; } = "zh";

    /// <summary>Memory for the engine, as DuckDB writes it. Default 2GB.</summary>
    public string MemoryLimit { get; init; } = "2GB";

    /// <summary>Threads for the engine, 0 to 256; 0 (default) = one per core.</summary>
    public int Threads { get; init; }

    /// <summary>Browser that prints; null (default) = look for one on this machine.</summary>
    public string? Browser { get; init; }

    /// <summary>How often the service looks into the inbox, in seconds, 5 to 86,400. Default 60.</summary>
    public int InboxEverySeconds { get; init; } = 60;

    /// <summary>Day of the month on which last month's report is due, 1 to 28. Default 5, as the regulations ask.</summary>
    public int ReportDay { get; init; } = 5;

    /// <summary>Hour of that day in the policy's time zone, 0 to 23. Default 8.</summary>
    public int ReportHour { get; init; } = 8;

    /// <summary>Languages in which the service issues reports. Default zh and en.</summary>
    public IReadOnlyList<string> ReportLanguages { get; init; } = ["zh", "en"];

    /// <summary>Editions that the service issues, and the demo: management, quality. Default both.</summary>
    public IReadOnlyList<string> ReportEditions { get; init; } = ["management", "quality"];

    /// <summary>Formats in which the service issues reports. Default pdf and html.</summary>
    public IReadOnlyList<string> ReportFormats { get; init; } = ["pdf", "html"];

    /// <summary>Reads a settings file; every problem is told at once.</summary>
    /// <exception cref="DocumentException">The file is missing or has problems.</exception>
    public static WorkspaceSettings Load(string path)
    {
        Document document = Document.Load(path);
        DocumentMap root = document.Root;
        WorkspaceSettings defaults = new();
        DocumentMap? schedule = root.MapOrNull("schedule");
        WorkspaceSettings settings = new()
        {
            Company = root.TextOrNull("company") ?? defaults.Company,
            Department = root.TextOrNull("department") ?? defaults.Department,
            Language = root.Choice("language", ["zh", "en"], defaults.Language),
            MemoryLimit = Memory(root, defaults.MemoryLimit),
            Threads = root.Integer("threads", defaults.Threads, 0, 256),
            Browser = root.TextOrNull("browser"),
            InboxEverySeconds = schedule?.Integer("inbox_every_seconds", defaults.InboxEverySeconds, 5, 86_400) ?? defaults.InboxEverySeconds,
            ReportDay = schedule?.Integer("report_day", defaults.ReportDay, 1, 28) ?? defaults.ReportDay,
            ReportHour = schedule?.Integer("report_hour", defaults.ReportHour, 0, 23) ?? defaults.ReportHour,
            ReportLanguages = Several(schedule, "languages", ["zh", "en"], defaults.ReportLanguages),
            ReportEditions = Several(schedule, "editions", ["management", "quality"], defaults.ReportEditions),
            ReportFormats = Several(schedule, "formats", ["pdf", "html"], defaults.ReportFormats),
        };
        schedule?.NoOtherKeys();
        root.NoOtherKeys();
        document.ThrowIfProblems();
        return settings;
    }

    private static string Memory(DocumentMap root, string fallback)
    {
        string text = root.TextOrNull("memory_limit") ?? fallback;
        bool isSize = text.Length > 2 && text[^2..] is "MB" or "GB" && int.TryParse(text[..^2], out int amount) && amount > 0;
        if (!isSize)
        {
            root.Problem("memory_limit", $"\"{text}\" is not an amount of memory (write 512MB or 2GB).",
                $"“{text}”不是内存大小（应写如 512MB 或 2GB）。");
        }

        return text;
    }

    private static IReadOnlyList<string> Several(DocumentMap? map, string key, IReadOnlyList<string> choices, IReadOnlyList<string> fallback)
    {
        IReadOnlyList<string> words = map?.Texts(key) ?? [];
        foreach (string word in words.Where(w => !choices.Contains(w)))
        {
            map!.Problem(key, $"\"{word}\" is not known; possible are {string.Join(", ", choices)}.{Spelling.DidYouMean(word, choices)}",
                $"“{word}”无法识别；可写 {string.Join("、", choices)}。{Spelling.Meant(word, choices)}");
        }

        return words.Count == 0 ? fallback : words;
    }
}

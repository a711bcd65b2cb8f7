using ServiceAnalytics.Analytics.Policies.Duties;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Policies;

/// <summary>
/// A service policy: what a company promises its customers and how its figures are judged, read from a file that a service manager can read.
/// </summary>
public sealed record Policy
{
    /// <summary>Short name, e.g. <c>instruments</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name on pages.</summary>
    public required Bilingual Title { get; init; }

    /// <summary>Language of pages unless asked otherwise.</summary>
    public Language Language { get; init; }

    /// <summary>IANA name of the zone, e.g. <c>Asia/Shanghai</c>.</summary>
    public required string ZoneId { get; init; }

    /// <summary>The zone whose midnights begin days and months, and in whose local time working hours are given.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>At least one; the first is the one by which working days outside clauses are counted.</summary>
    public required IReadOnlyList<WorkCalendar> Calendars { get; init; }

    /// <summary>Every day from midnight to midnight in the policy's zone: by what clauses that count natural days are judged.</summary>
    public WorkCalendar NaturalDays { get; internal init; } = WorkCalendar.AroundTheClock(NaturalDaysId, TimeZoneInfo.Utc);

    /// <summary>The name of <see cref="NaturalDays"/> where calendars are listed; no calendar of a file may take it.</summary>
    public const string NaturalDaysId = "natural_days";

    /// <summary>The promises, in the order of the file; versions of one rule share an id.</summary>
    public required IReadOnlyList<Clause> Clauses { get; init; }

    /// <summary>What is owed by day and need not hang on a ticket's milestones, in the order of the file.</summary>
    public IReadOnlyList<Duty> Duties { get; init; } = [];

    /// <summary>Spans of time for other figures.</summary>
    public required PolicyWindows Windows { get; init; }

    /// <summary>How repeated repairs are recognised.</summary>
    public RepeatRules Repeats { get; init; } = new();

    /// <summary>Metric key → the value that the company wants to reach, in the metric's unit.</summary>
    public required IReadOnlyDictionary<string, double> Targets { get; init; }

    /// <summary>Which warnings are given, in the order of the file.</summary>
    public required IReadOnlyList<WarningRule> Warnings { get; init; }

    /// <summary>What the regulation asks for and a metric gives, with nothing in it to be kept or broken.</summary>
    public IReadOnlyList<PromisedFigure> Figures { get; init; } = [];

    /// <summary>What the regulation promises and the data can't show, with what would make it measurable.</summary>
    public required IReadOnlyList<NotMeasured> NotMeasured { get; init; }

    /// <summary>SHA-256, lower-case hex, of everything in the policy but its calendars; comments and layout of the file don't matter.</summary>
    public string Hash => HashOfContent?.Value ?? string.Empty;

    /// <summary>SHA-256, lower-case hex, of the zone and the calendars with all their days.</summary>
    public string CalendarHash { get; internal init; } = string.Empty;

    /// <summary>Worked out when it is asked for: many commands never do, and it takes a tenth of a second.</summary>
    internal Lazy<string>? HashOfContent { get; init; }

    /// <summary>The calendar by which working days outside clauses are counted: the first of the file.</summary>
    public WorkCalendar MainCalendar => Calendars[0];

    /// <summary>The ids of the clauses, each once, in the order of the file.</summary>
    public IReadOnlyList<string> ClauseIds => [.. Clauses.Select(c => c.Id).Distinct()];

    /// <summary>Reads a policy file.</summary>
    /// <param name="path">The YAML file.</param>
    /// <param name="calendarsFolder">Where the files of public holidays are, e.g. <c>data/calendars</c>.</param>
    /// <exception cref="DocumentException">The policy or a calendar has problems: all of the file's in one message, with their lines.</exception>
    public static Policy Load(string path, string calendarsFolder) => PolicyReader.Load(path, calendarsFolder);

    /// <summary>Reads a policy from a text; <paramref name="file"/> is its name in messages.</summary>
    /// <inheritdoc cref="Load"/>
    public static Policy Parse(string file, string yaml, string calendarsFolder) => PolicyReader.Parse(file, yaml, calendarsFolder);

    /// <summary>A calendar by its id.</summary>
    /// <exception cref="ArgumentException">There is none (a mistake in code: clauses' calendars are checked).</exception>
    public WorkCalendar Calendar(string id) => Calendars.FirstOrDefault(c => c.Id == id)
        ?? throw new ArgumentException($"Policy {Id} has no calendar \"{id}\"; it has: {string.Join(", ", Calendars.Select(c => c.Id))}.", nameof(id));

    /// <summary>The calendars by which a clause's tickets are judged: those that stand in for the clause's calendar in the order of the file, then it itself.</summary>
    public IReadOnlyList<WorkCalendar> CalendarsOf(Clause clause) =>
        [.. Calendars.Where(c => c.Scope?.InsteadOf == clause.Calendar), Calendar(clause.Calendar)];

    /// <summary>The calendar by which a ticket of a region and office is judged under a clause: the first that takes it.</summary>
    public WorkCalendar CalendarFor(Clause clause, string? region, string? office) =>
        CalendarsOf(clause).First(c => c.Id == clause.Calendar || c.Scope!.Takes(region, office));

    /// <summary>A warning rule by its id; null when the policy doesn't list it, so that it is off.</summary>
    public WarningRule? Warning(string rule) => Warnings.FirstOrDefault(w => w.Id == rule);

    /// <summary>The value that the company wants a metric to reach; null when the policy sets none.</summary>
    public double? Target(string metric) => Targets.TryGetValue(metric, out double value) ? value : null;
}

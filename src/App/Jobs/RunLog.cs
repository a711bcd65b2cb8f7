using System.Text.Encodings.Web;
using System.Text.Json;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.App.Jobs;

/// <summary>One run of a job.</summary>
/// <param name="Job">inbox or monthly-report.</param>
/// <param name="Started">When it began.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Outcome">done, remarks, failed or stopped.</param>
/// <param name="Detail">One line for people: what was done, or why it failed.</param>
internal sealed record JobRun(string Job, DateTimeOffset Started, DateTimeOffset Ended, string Outcome, string Detail);

/// <summary>The service's history: one JSON line per run that did something, in <c>logs/runs.jsonl</c>; <c>doctor</c> shows its end.</summary>
internal sealed class RunLog(string folder)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly string file = Path.Combine(folder, "runs.jsonl");

    /// <summary>Appends a run; a phone number in what is said of it is masked.</summary>
    public void Add(JobRun run)
    {
        Directory.CreateDirectory(folder);
        File.AppendAllText(file, JsonSerializer.Serialize(run with { Detail = PersonalText.Phones(run.Detail) }, Options) + "\n");
    }

    /// <summary>The last runs, oldest first; a line cut off by a crash is passed over.</summary>
    public IReadOnlyList<JobRun> Last(int count)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        List<JobRun> runs = [];
        foreach (string line in File.ReadLines(file).TakeLast(count))
        {
            try
            {
                runs.Add(JsonSerializer.Deserialize<JobRun>(line, Options)!);
            }
            catch (JsonException)
            {
                continue;
            }
        }

        return runs;
    }
}

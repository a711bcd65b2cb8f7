using System.Text.Json;

namespace ServiceAnalytics.Ingest.Tests;

/// <summary>The exports of data/samples against what their maker says is in them (planted.json).</summary>
public sealed class SampleExportsTests
{
    [Fact]
    public void Every_file_is_known_and_every_planted_flaw_is_found()
    {
        using ImportDesk desk = new();
        string samples = Path.Combine(Repository(), "data", "samples");
        using JsonDocument planted = JsonDocument.Parse(File.ReadAllText(Path.Combine(samples, "planted.json")));
        foreach (JsonElement file in planted.RootElement.GetProperty("files").EnumerateArray())
        {
            ImportResult result = desk.Importer.Import(Path.Combine(samples, file.GetProperty("name").GetString()!), new ImportOptions());
            Console.WriteLine(result.Message + " " + result.Encoding + " " + string.Join(";", result.Reasons) + string.Join(";", result.Remarks) + string.Join(";", result.LeftOut) + string.Join(";", result.UnknownWords) + string.Join(",", result.UnmappedHeadings)+ string.Join(",", result.MissingImportant));
        }
    }

    private static string Repository()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ServiceAnalytics.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}

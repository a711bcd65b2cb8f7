using System.Text.Json;

namespace ServiceAnalytics.Ingest.Tests;

/// <summary>The exports of data/samples against what their maker says is in them (planted.json).</summary>
public sealed class SampleExportsTests
{
    [Fact]
    public void Every_sample_file_is_known_and_every_planted_flaw_is_found()
    {
        using ImportDesk desk = new();
        string samples = Path.Combine(Repository(), "data", "samples");
        using JsonDocument planted = JsonDocument.Parse(File.ReadAllText(Path.Combine(samples, "planted.json")));
        foreach (JsonElement file in planted.RootElement.GetProperty("files").EnumerateArray())
        {
            string name = file.GetProperty("name").GetString()!;
            ImportResult result = desk.Importer.Import(Path.Combine(samples, name), new ImportOptions());

            Assert.Equal(ImportOutcome.Imported, result.Outcome);
            Assert.Equal(file.GetProperty("kind").GetString(), result.Kind);
            Assert.Empty(result.UnmappedHeadings);
            Assert.Empty(result.MissingImportant);

            // The sheet's line of totals is no data row to its maker and a row left out to us.
            Assert.Equal(file.GetProperty("rows").GetInt64(), result.Rows.Read - Sum(result.LeftOut, Rules.TotalRow));
            Assert.Equal(file.GetProperty("rows_to_set_aside").GetInt64(), result.Rows.SetAside);
            Dictionary<string, long> flaws = file.GetProperty("flaws").EnumerateObject().ToDictionary(f => f.Name, f => f.Value.GetInt64());
            long Planted(params string[] names) => names.Sum(n => flaws.GetValueOrDefault(n));
            Assert.Equal(Planted("cell_count_long", "cell_count_short"), Sum(result.Reasons, Rules.CellCount));
            Assert.Equal(Planted("key_missing"), Sum(result.Reasons, Rules.KeyMissing));
            Assert.Equal(Planted("received_missing"), Sum(result.Reasons, Rules.ReceivedMissing));
            Assert.Equal(Planted("received_impossible"), Sum(result.Reasons, Rules.ReceivedImpossible));
            Assert.Equal(Planted("contradicting_duplicate"), Sum(result.Reasons, Rules.ContradictingDuplicate));
            Assert.Equal(Planted("identical_duplicate"), Sum(result.LeftOut, Rules.IdenticalDuplicate));
            Assert.Equal(Planted("unknown_code"), Sum(result.Remarks, Rules.UnknownCode));
            Assert.Equal(Planted("number_is_text"), Sum(result.Remarks, Rules.NumberIsText));
            Assert.Equal(Planted("negative_cost"), Sum(result.Remarks, Rules.NegativeCost));
            Assert.Equal(Planted("repaired_before_received"), Sum(result.Remarks, Rules.BeforeReceived));
        }
    }

    private static long Sum(IReadOnlyList<RuleCount> counts, string rule) => counts.Where(c => c.Rule == rule).Sum(c => c.Count);

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

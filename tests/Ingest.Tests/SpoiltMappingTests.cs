using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Testing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Tests;

/// <summary>People edit mappings by hand, too: whatever becomes of the text, it is taken or refused with its problems, line by line.</summary>
public sealed class SpoiltMappingTests
{
    private const int RoundsPerMapping = 25;

    [Fact]
    public void A_mapping_spoilt_anywhere_is_taken_or_refused_with_its_lines()
    {
        string[] files = Directory.GetFiles(Repository.PathOf("data/mappings"), "*.yaml", SearchOption.AllDirectories);
        Random random = new(6);
        int refused = 0;
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            string[] lines = File.ReadAllLines(file);
            for (int round = 0; round < RoundsPerMapping; round++)
            {
                string text = SpoiltText.Of(lines, random);
                try
                {
                    Mapping.Parse("spoilt.yaml", text);
                }
                catch (DocumentException refusal)
                {
                    refused++;
                    Assert.All(refusal.Problems, p => Assert.Matches("^Line [0-9]+: .+[.?]$", p));
                    Assert.All(refusal.ChineseProblems, p => Assert.Matches("^第 [0-9]+ 行：.+[。？]$", p));
                }
            }
        }

        Assert.InRange(refused, files.Length * RoundsPerMapping / 4, files.Length * RoundsPerMapping);
    }
}

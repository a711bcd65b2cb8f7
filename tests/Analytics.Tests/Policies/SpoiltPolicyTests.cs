using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Testing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Tests.Policies;

/// <summary>People edit policies by hand: whatever becomes of the text, it is taken or refused with its problems, line by line.</summary>
public sealed class SpoiltPolicyTests
{
    private const int RoundsPerPreset = 120;

    [Theory]
    [InlineData("equipment", 1)]
    [InlineData("fluid", 2)]
    [InlineData("instruments", 3)]
    [InlineData("power", 4)]
    [InlineData("vehicles", 5)]
    public void A_policy_spoilt_anywhere_is_taken_or_refused_with_its_lines(string preset, int seed)
    {
        string[] lines = File.ReadAllLines(Repository.PathOf($"data/policies/{preset}.yaml"));
        Random random = new(seed);
        int refused = 0;
        for (int round = 0; round < RoundsPerPreset; round++)
        {
            string text = SpoiltText.Of(lines, random);
            try
            {
                Policy.Parse("spoilt.yaml", text, Repository.PathOf("data/calendars"));
            }
            catch (DocumentException refusal)
            {
                refused++;
                Assert.All(refusal.Problems, p => Assert.Matches("^Line [0-9]+: .+[.?]$", p));
                Assert.All(refusal.ChineseProblems, p => Assert.Matches("^第 [0-9]+ 行：.+[。？]$", p));
            }
        }

        Assert.InRange(refused, RoundsPerPreset / 2, RoundsPerPreset);
    }
}

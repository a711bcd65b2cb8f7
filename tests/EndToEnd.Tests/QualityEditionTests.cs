using System.Security.Cryptography;
using System.Text.Json;

namespace ServiceAnalytics.EndToEnd.Tests;

/// <summary>The quality edition and the lookup of like faults, over the samples with their planted truths.</summary>
public sealed class QualityEditionTests(DemoWorkspace demo) : IClassFixture<DemoWorkspace>
{
    [Theory]
    [InlineData("zh", "质量版", "KP150-26A", "苏州服务站", "漏斗图", "逐字节相同")]
    [InlineData("en", "Qualityedition", "KP150-26A", "苏州服务站", "Funnelcharts", "the same bytes as issue")]
    public void It_names_the_planted_batch_and_office_and_issuing_again_gives_the_same_bytes(string language, string edition, string batch, string office, string funnel, string again)
    {
        Outcome first = TheProgram.Run("report", "--month", "2026-10", "--edition", "quality", "--lang", language, "--workspace", demo.Folder);
        Assert.True(first.ExitCode == 0, first.Error);
        string pdf = Assert.Single(Directory.EnumerateFiles(Path.Combine(demo.Folder, "reports", "2026-10"), $"2026-10_quality_{language}_issue-*.pdf"));
        string text = Tool.Squeezed(Tool.Ask("pdftotext", pdf, "-"));
        Assert.All([edition, batch, office, funnel], said => Assert.Contains(said, text, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("No syntax or stream encoding errors found", Tool.Ask("qpdf", "--check", pdf), StringComparison.Ordinal);

        byte[] before = SHA256.HashData(File.ReadAllBytes(pdf));
        Outcome second = TheProgram.Run("report", "--month", "2026-10", "--edition", "quality", "--lang", language, "--workspace", demo.Folder);
        Assert.True(second.ExitCode == 0, $"{second.Error}{Tool.WhatDiffersAgain(pdf)}");
        Assert.Contains(again, second.Out, StringComparison.Ordinal);
        Assert.Equal(before, SHA256.HashData(File.ReadAllBytes(pdf)));
    }

    [Fact]
    public void Past_repairs_with_like_words_are_found_and_told_whether_the_fix_held()
    {
        JsonElement found = TheProgram.Json(0, "similar", "机械密封泄漏", "--model", "KP150", "--workspace", demo.Folder).GetProperty("similar");
        JsonElement[] repairs = [.. found.GetProperty("repairs").EnumerateArray()];
        Assert.Equal(10, repairs.Length);
        Assert.All(repairs, r => Assert.Equal("KP-01", r.GetProperty("fault").GetString()));
        Assert.All(repairs, r => Assert.Contains(r.GetProperty("outcome").GetString(), new[] { "held", "came_back", "too_early" }));
        Outcome table = TheProgram.Run("similar", "机械密封泄漏", "--lang", "zh", "--workspace", demo.Folder);
        Assert.Equal(0, table.ExitCode);
        Assert.All(table.Out.Split('\n'), line => Assert.True(line.TrimEnd().Sum(c => c is >= '\u2E80' and <= '\uFFEF' ? 2 : 1) <= 80, line));
        Assert.Equal(2, TheProgram.Run("similar", "？！", "--workspace", demo.Folder).ExitCode);
    }
}

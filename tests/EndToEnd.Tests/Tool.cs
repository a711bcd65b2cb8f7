using System.Diagnostics;
using System.Text;

namespace ServiceAnalytics.EndToEnd.Tests;

/// <summary>Other people's tools (poppler, qpdf), which look at what the program made.</summary>
internal static class Tool
{
    /// <summary>What the tool prints; a failing tool fails the test.</summary>
    public static string Ask(string name, params string[] arguments)
    {
        ProcessStartInfo info = new(name, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 };
        using Process tool = Process.Start(info)!;
        Task<string> error = tool.StandardError.ReadToEndAsync();
        string output = tool.StandardOutput.ReadToEnd();
        tool.WaitForExit();
        Assert.True(tool.ExitCode == 0, $"{name} {string.Join(' ', arguments)}: {error.GetAwaiter().GetResult()}");
        return output;
    }

    /// <summary>Text without any white space, since a line may break anywhere in Chinese.</summary>
    public static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    /// <summary>What differs between an issued PDF and the one printed again beside it, which is gone with the workspace; empty when there is none.</summary>
    public static string WhatDiffersAgain(string pdf)
    {
        string again = Path.ChangeExtension(pdf, null) + "_again.pdf";
        if (!File.Exists(again))
        {
            return string.Empty;
        }

        string[][] lines = [.. new[] { pdf, again }.Select(f => Ask("qpdf", "--qdf", "--object-streams=disable", f, "-").Split('\n'))];
        IEnumerable<string> differing = lines[0].Zip(lines[1]).Where(l => l.First != l.Second).Take(20).Select(l => $"\n- {l.First}\n+ {l.Second}");
        return $" {lines[0].Length} and {lines[1].Length} lines:{string.Concat(differing)}";
    }
}

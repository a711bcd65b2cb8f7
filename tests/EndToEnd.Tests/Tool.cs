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
}

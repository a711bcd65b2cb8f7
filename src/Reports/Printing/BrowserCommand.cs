using System.Diagnostics;

namespace ServiceAnalytics.Reports.Printing;

/// <summary>How the browser is started: cut off from the network, with its own profile and its own fonts.</summary>
internal static class BrowserCommand
{
    /// <summary>The program and its arguments.</summary>
    /// <param name="browser">Full path of the browser.</param>
    /// <param name="profile">An empty folder for its profile.</param>
    public static IReadOnlyList<string> For(string browser, string profile)
    {
        List<string> command = [.. EmptyNetwork.Value, browser];
        if (!Path.GetFileName(browser).Contains("headless-shell", StringComparison.Ordinal))
        {
            command.Add("--headless");
        }

        command.AddRange(
        [
            "--remote-debugging-pipe", $"--user-data-dir={profile}", "--no-first-run", "--no-default-browser-check", "--disable-gpu",
            "--disable-dev-shm-usage", "--disable-extensions", "--disable-sync", "--disable-background-networking", "--disable-component-update",
            "--disable-breakpad", "--disable-features=Translate,MediaRouter,OptimizationHints", "--metrics-recording-only", "--mute-audio",
            "--font-render-hinting=none", "--force-color-profile=srgb", "--hide-scrollbars",
            // Second line of defence, and the only one where the network can't be taken away: no name resolves, no proxy answers.
            "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=http://127.0.0.1:9", "--proxy-bypass-list=<-loopback>",
        ]);
        if (Environment.IsPrivilegedProcess)
        {
            // Chromium's sandbox refuses to run as root; for everybody else it stays on.
            command.Add("--no-sandbox");
        }

        command.Add("about:blank");
        return command;
    }

    /// <summary>Writes a fontconfig file that shows the browser one font only: the same on every machine, and never a Type 3 one.</summary>
    /// <returns>Variables for the browser's environment.</returns>
    public static IReadOnlyDictionary<string, string> PinFont(string font, string folder)
    {
        var fonts = Directory.CreateDirectory(Path.Combine(folder, "fonts")).FullName;
        File.CreateSymbolicLink(Path.Combine(fonts, Path.GetFileName(font)), font);
        var configuration = Path.Combine(folder, "fonts.conf");
        File.WriteAllText(configuration,
            $"""
            <?xml version="1.0"?>
            <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
            <fontconfig><dir>{fonts}</dir><cachedir>{Path.Combine(folder, "fontcache")}</cachedir></fontconfig>
            """);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["FONTCONFIG_FILE"] = configuration,
            ["TZ"] = "UTC",
            ["LANG"] = "C.UTF-8",
            ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:",
        };
    }

    /// <summary>What puts a program into a network namespace without any network; empty where the kernel or the container forbids it.</summary>
    private static readonly Lazy<IReadOnlyList<string>> EmptyNetwork = new(() =>
    {
        string[][] ways = Environment.IsPrivilegedProcess
            ? [["unshare", "-n", "--"]]
            : [["unshare", "--map-current-user", "-n", "--"]];
        return ways.FirstOrDefault(Works) ?? [];
    });

    private static bool Works(string[] way)
    {
        try
        {
            using var trial = Process.Start(new ProcessStartInfo(way[0], [.. way.Skip(1), "true"]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true });
            return trial is not null && trial.WaitForExit(TimeSpan.FromSeconds(5)) && trial.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // No such program here.
        }
    }
}

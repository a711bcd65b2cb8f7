using ServiceAnalytics.Analytics;
using ServiceAnalytics.App.Commands;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.App;

/// <summary>Writes the first settings, policy and calendars of a workspace.</summary>
internal static class NewWorkspace
{
    /// <summary>Makes a workspace; a folder that already is one is refused, so that nobody's settings are lost.</summary>
    /// <returns>The workspace's canonical path.</returns>
    public static string Make(string folder, string policy, string company, string department, Language language)
    {
        if (File.Exists(Path.Combine(folder, "settings.yaml")))
        {
            throw new CommandException(
                $"{folder} already is a workspace (it has a settings.yaml). Nothing was changed; edit its files, or name another folder.",
                $"{folder} 已经是工作区（其中有 settings.yaml），未作任何改动。请直接修改其中的文件，或另指定文件夹。");
        }

        Workspace workspace = Workspace.Create(folder);
        File.Copy(Path.Combine(Shipped.Policies, policy + ".yaml"), workspace.PolicyFile);
        foreach (string calendar in Directory.EnumerateFiles(Shipped.Calendars))
        {
            File.Copy(calendar, Path.Combine(workspace.Calendars, Path.GetFileName(calendar)), overwrite: true);
        }

        // Last, because its being there is what makes the folder a workspace.
        File.WriteAllText(workspace.SettingsFile, Settings(company, department, language));
        return workspace.Folder;
    }

    private static string Settings(string company, string department, Language language) => $"""
        # Settings of this workspace. Every key may be left out; the value shown is then the default,
        # except for company and department, which default to nothing.

        company: {Quoted(company)}        # on the cover and in the footer of reports
        department: {Quoted(department)}     # who issues the report
        language: {(language == Language.Zh ? "zh" : "en")}        # zh or en: output of commands, and of reports unless asked otherwise

        memory_limit: 2GB   # memory for the database engine before it spills to disk
        threads: 0          # threads for the engine; 0 = one per core
        # browser: (path)   # a Chromium, Chrome or Edge to print with; without it one is looked for

        schedule:           # what `service-analytics serve` does
          inbox_every_seconds: 60
          report_day: 5     # last month's report is due on this day of the month, 1 to 28,
          report_hour: 8    # at this hour in the policy's time zone
          editions: [management, quality]
          languages: [zh, en]
          formats: [pdf, html]
        """ + "\n";

    private static string Quoted(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}

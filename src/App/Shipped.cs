namespace ServiceAnalytics.App;

/// <summary>The files that come with the program, beside its binary.</summary>
internal static class Shipped
{
    private static string Data => Path.Combine(AppContext.BaseDirectory, "data");

    /// <summary>Policy presets, one YAML file each.</summary>
    public static string Policies => Path.Combine(Data, "policies");

    /// <summary>Public holidays and make-up working days.</summary>
    public static string Calendars => Path.Combine(Data, "calendars");


    /// <summary>Exports of an invented manufacturer, to try the program with.</summary>
    public static string Samples => Path.Combine(Data, "samples");

    /// <summary>The names of the policy presets, sorted.</summary>
    public static IReadOnlyList<string> PolicyNames =>
        [.. Directory.EnumerateFiles(Policies, "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    /// <summary>The program's version as told by <c>--version</c> and written into reports.</summary>
    public static string Version => typeof(Shipped).Assembly.GetName().Version!.ToString(3);
}

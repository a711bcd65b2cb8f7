namespace ServiceAnalytics.Reports.Charts;

/// <summary>Colours of charts; the same values stand in report.css.</summary>
internal static class Palette
{
    public const string Ink = "#1b2733";
    public const string Muted = "#5b6b7d";
    public const string Axis = "#8b9bb0";
    public const string Grid = "#eceff3";
    public const string Navy = "#10304f";
    public const string Blue = "#0f4c81";
    public const string Steel = "#7d9cbd";
    public const string Teal = "#1a9c96";
    public const string Amber = "#d98e04";
    public const string Orange = "#e07b39";
    public const string Red = "#b3261e";
    public const string Sand = "#f0c665";
    public const string Sky = "#a9c6e4";

    /// <summary>From light to dark, for heatmaps.</summary>
    public static readonly string[] Shades = ["#eaf1f8", "#cfe0f0", "#9fc2e0", "#5f9bca", "#2b72b0", "#0c3b66"];

    public static string Of(Tone tone) => tone switch
    {
        Tone.Good => Teal,
        Tone.Attention => Amber,
        Tone.Bad => Red,
        Tone.Second => Orange,
        Tone.Third => Sand,
        Tone.Light => Sky,
        Tone.Neutral => Axis,
        _ => Blue,
    };

    /// <summary>Colour of a text written on a tone.</summary>
    public static string TextOn(Tone tone) => tone is Tone.Third or Tone.Light ? "#43380f" : "#ffffff";
}

namespace ServiceAnalytics.Analytics;

/// <summary>The languages in which pages and tables come.</summary>
public enum Language
{
    /// <summary>Chinese as written in mainland China (zh-CN).</summary>
    Zh,

    /// <summary>English.</summary>
    En,
}

/// <summary>A text in both languages of the house.</summary>
/// <param name="Zh">Chinese, with full-width punctuation.</param>
/// <param name="En">English.</param>
public sealed record Bilingual(string Zh, string En)
{
    /// <summary>The text in one language.</summary>
    public string In(Language language) => language == Language.Zh ? Zh : En;
}

using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Cost;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.Reports.Words;

/// <summary>The account of service in words.</summary>
public static class AccountWords
{
    /// <summary>An item's name, as it begins a row.</summary>
    public static string Item(string item, Language language)
    {
        string name = item == ServiceAccounts.Kilometres ? new Bilingual("行驶里程（公里）", "kilometres").In(language) : CodeWords.Of("account_item", item, language);
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    /// <summary>How the account is to be read, and how many completed repairs it knows nothing of.</summary>
    public static string Note(ServiceAccounts accounts, PageFormat page)
    {
        long without = accounts.Lines.FirstOrDefault(l => l.Item == "result")?.Month?.Unmeasurable ?? 0;
        return page.Language == Language.Zh
            ? "按接报月份归集；走访记录有差旅费的以走访为准。收支差额为收费减费用，不含税金与管理费用。"
                + (without == 0 ? string.Empty : $"本月另有 {page.Count(without)} 件已完成的维修没有任何金额记录，未按零计入。")
            : "By month of receipt; travel recorded with a visit stands in the place of the ticket's. Result is charges less costs, before taxes and overheads."
                + without switch
                {
                    0 => string.Empty,
                    1 => " 1 completed repair of the month is without any amount: not taken for zero.",
                    _ => $" {page.Count(without)} completed repairs of the month are without any amount: not taken for zero.",
                };
    }
}

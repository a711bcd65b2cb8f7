using ServiceAnalytics.Analytics;

namespace ServiceAnalytics.App;

/// <summary>Kinds of export in words.</summary>
internal static class KindTitles
{
    /// <summary>The kinds there are.</summary>
    public static readonly IReadOnlyList<string> Known = ["tickets", "complaints", "surveys", "rectifications", "installed_units", "ticket_events", "visits", "part_movements", "orders"];

    /// <summary>The kind's name; an unknown kind is shown as it is.</summary>
    public static string Of(string kind, Language language) => kind switch
    {
        "tickets" => new Bilingual("报修单", "tickets").In(language),
        "complaints" => new Bilingual("投诉", "complaints").In(language),
        "surveys" => new Bilingual("回访", "surveys").In(language),
        "rectifications" => new Bilingual("技术整改", "rectifications").In(language),
        "installed_units" => new Bilingual("装机清单", "installed base").In(language),
        "ticket_events" => new Bilingual("工单状态流水", "log of state changes").In(language),
        "visits" => new Bilingual("走访与出差", "visits").In(language),
        "part_movements" => new Bilingual("配件出入库", "movements of parts").In(language),
        "orders" => new Bilingual("订货单", "orders").In(language),
        "logged_tickets" => new Bilingual("由状态流水得出的报修单", "tickets as their log tells them").In(language),
        _ => kind,
    };
}

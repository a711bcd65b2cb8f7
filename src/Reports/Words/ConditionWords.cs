using System.Globalization;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;

namespace ServiceAnalytics.Reports.Words;

/// <summary>A clause's condition on tickets, in words.</summary>
internal static class ConditionWords
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>"处理方式为现场维修；需要配件"; parts within parts stand in brackets.</summary>
    public static string Of(TicketCondition condition, Language language) => Of(condition, language == Language.Zh, language, isPart: false);

    private static string Of(TicketCondition condition, bool zh, Language language, bool isPart) => condition switch
    {
        TicketCondition.All all => Bracketed(string.Join(isPart ? (zh ? "且" : " and ") : (zh ? "；" : "; "), all.Parts.Select(p => Of(p, zh, language, true))), isPart && all.Parts.Count > 1, zh),
        TicketCondition.Any any => Bracketed(string.Join(zh ? "，或者" : " or else ", any.Parts.Select(p => Of(p, zh, language, true))), isPart && any.Parts.Count > 1, zh),
        TicketCondition.Not not => (zh ? "不满足" : "not ") + Bracketed(Of(not.Part, zh, language, false), true, zh),
        TicketCondition.OneOf one => $"{ClauseWords.Attribute(one.Attribute, language)}{(zh ? "为" : " ")}{string.Join(zh ? "或" : " or ", one.Values.Select(v => CodeWords.Of(one.Attribute, v, language)))}",
        TicketCondition.Amount amount => ClauseWords.Attribute(amount.Attribute, language) + string.Join(zh ? "且" : " and", Bounds(amount, zh)),
        TicketCondition.Between days => ClauseWords.Attribute(days.Attribute, language) + Days(days, zh),
        TicketCondition.Is { Attribute: "needs_part" } part => part.Value ? (zh ? "需要配件" : "a part is needed") : (zh ? "不需要配件" : "no part is needed"),
        TicketCondition.Is warranty => warranty.Value ? (zh ? "在保修期内" : "within warranty") : (zh ? "已过保修期" : "out of warranty"),
        TicketCondition.Recorded recorded => zh ? $"有“{recorded.Milestone.Title().Zh}”的记录" : $"\"{recorded.Milestone.Title().En}\" is recorded",
        _ => condition.ToString()!,
    };

    private static string Bracketed(string text, bool wanted, bool zh) => wanted ? (zh ? $"（{text}）" : $"({text})") : text;

    private static IEnumerable<string> Bounds(TicketCondition.Amount amount, bool zh)
    {
        (double? Value, string Zh, string En)[] all =
        [
            (amount.AtLeast, "不少于 ", " at least "), (amount.MoreThan, "多于 ", " more than "), (amount.AtMost, "不超过 ", " at most "), (amount.LessThan, "少于 ", " less than "),
        ];
        return all.Where(b => b.Value is not null).Select(b => (zh ? b.Zh : b.En) + b.Value!.Value.ToString(Invariant));
    }

    private static string Days(TicketCondition.Between days, bool zh) => (days.From, days.To) switch
    {
        ({ } from, { } to) => zh ? $"在 {from:yyyy-MM-dd} 至 {to:yyyy-MM-dd}" : $" from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}",
        ({ } from, null) => zh ? $"在 {from:yyyy-MM-dd} 及以后" : $" from {from:yyyy-MM-dd} on",
        (_, { } to) => zh ? $"在 {to:yyyy-MM-dd} 及以前" : $" until {to:yyyy-MM-dd}",
        _ => string.Empty,
    };
}

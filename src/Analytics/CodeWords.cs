namespace ServiceAnalytics.Analytics;

/// <summary>The codes of tickets in words (docs/glossary.md), for tables and pages.</summary>
public static class CodeWords
{
    private static readonly Dictionary<(string Field, string Code), Bilingual> Words = new()
    {
        [("request_type", "consultation")] = new("咨询", "consultation"),
        [("request_type", "repair")] = new("维修", "repair"),
        [("request_type", "exchange")] = new("换货", "exchange"),
        [("request_type", "commissioning")] = new("安装调试", "commissioning"),
        [("request_type", "inspection")] = new("巡检", "inspection"),
        [("request_type", "parts")] = new("配件", "parts"),
        [("service_type", "free")] = new("保内", "free"),
        [("service_type", "contract")] = new("合同内", "contract"),
        [("service_type", "paid")] = new("收费", "paid"),
        [("severity", "general")] = new("一般", "general"),
        [("severity", "major")] = new("重大", "major"),
        [("severity", "emergency")] = new("紧急", "emergency"),
        [("channel", "phone")] = new("电话", "phone"),
        [("channel", "web")] = new("网站", "web"),
        [("channel", "wechat")] = new("微信", "WeChat"),
        [("channel", "email")] = new("邮件", "e-mail"),
        [("channel", "sales")] = new("销售转报", "relayed by sales"),
        [("cause_category", "quality")] = new("质量", "quality"),
        [("cause_category", "misuse")] = new("人为", "misuse"),
        [("resolution_mode", "phone")] = new("电话指导", "by phone"),
        [("resolution_mode", "part_sent")] = new("寄送配件", "part sent"),
        [("resolution_mode", "on_site")] = new("现场维修", "on site"),
        [("resolution_mode", "factory_return")] = new("返厂维修", "factory return"),
        [("resolution_mode", "exchange")] = new("换货", "exchange"),
        [("account_item", "charge")] = new("收费", "charges"),
        [("account_item", "parts")] = new("配件费", "parts"),
        [("account_item", "labour")] = new("人工费", "labour"),
        [("account_item", "travel")] = new("差旅费", "travel"),
        [("account_item", "meals")] = new("餐费", "meals"),
        [("account_item", "lodging")] = new("住宿费", "lodging"),
        [("account_item", "freight")] = new("运费", "freight"),
        [("account_item", "cost")] = new("费用合计", "all costs"),
        [("account_item", "result")] = new("收支差额", "result"),
    };

    private static readonly Bilingual Other = new("其他", "other");
    private static readonly Bilingual Unknown = new("无法识别", "unknown");
    private static readonly Bilingual NotGiven = new("未填", "not given");

    /// <summary>A value of a dimension in words: codes are translated, the company's own names stay as they are.</summary>
    /// <param name="field">The dimension, e.g. <c>request_type</c>.</param>
    /// <param name="value">As stored; <c>(none)</c> stands for rows without a value.</param>
    /// <param name="language">Of the words.</param>
    public static string Of(string field, string value, Language language) => value switch
    {
        "(none)" => NotGiven.In(language),
        "unknown" => Unknown.In(language),
        "other" when field is "channel" or "service_type" or "cause_category" => Other.In(language),
        _ => Words.TryGetValue((field, value), out Bilingual? words) ? words.In(language) : value,
    };
}

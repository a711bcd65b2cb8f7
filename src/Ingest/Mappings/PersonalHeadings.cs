using ServiceAnalytics.Ingest.Kinds;

namespace ServiceAnalytics.Ingest.Mappings;

/// <summary>
/// Headings under which people write who the customer's contact is and how to reach them. They are known in every export, whatever its
/// mapping says, so that no such column ends among the data that is shown; a mapping that uses one of them otherwise goes before.
/// </summary>
internal static class PersonalHeadings
{
    private const int BehindTheMappings = 1000;

    private static readonly string[] Names =
    [
        "联系人", "联系人姓名", "客户联系人", "现场联系人", "报修人", "报修人姓名", "来电人", "投诉人", "收货人", "收件人", "用户姓名", "姓名",
        "contact", "contact name", "contact person", "customer contact", "caller", "caller name", "requester", "requester name", "reported by", "reporter name", "Ansprechpartner",
    ];

    private static readonly string[] Phones =
    [
        "联系电话", "联系方式", "联系人电话", "联系手机", "客户电话", "报修电话", "报修人电话", "来电号码", "来电电话", "电话", "电话号码", "手机", "手机号", "手机号码", "移动电话", "固定电话", "座机",
        "phone", "phone number", "phone no", "contact phone", "contact number", "caller phone", "caller id", "customer phone", "telephone", "telephone number", "tel", "mobile", "mobile phone", "mobile number", "cell phone",
        "requester phone", "business phone", "Telefon", "Mobil",
    ];

    /// <summary>Field, comparable heading, and a rank behind all headings of the mappings.</summary>
    public static IReadOnlyList<(Field Field, string Heading, int Rank)> All { get; } =
    [
        .. Names.Select((n, i) => (ExportKind.Personal[0], HeadingName.Comparable(n), BehindTheMappings + i)),
        .. Phones.Select((n, i) => (ExportKind.Personal[1], HeadingName.Comparable(n), BehindTheMappings + i)),
    ];

    /// <summary>True for a heading that holds a contact's name or phone.</summary>
    public static bool Has(string heading) => Fields.Contains(HeadingName.Comparable(heading));

    private static readonly HashSet<string> Fields = [.. All.Select(p => p.Heading)];
}

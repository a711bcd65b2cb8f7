using System.Globalization;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Metrics;

/// <summary>A policy with one plain clause, and sessions over small warehouses.</summary>
internal static class TestSessions
{
    /// <summary>Shanghai time, Chinese public holidays, Monday to Friday 9 to 18, the house's default windows.</summary>
    public static readonly Policy PlainPolicy = Policy.Parse(
        "plain.yaml",
        """
        id: plain
        title: {zh: 测试政策, en: Plain}
        zone: Asia/Shanghai
        calendars:
          - id: office
            public_holidays: cn
            hours: {workdays: ["09:00-18:00"]}
        clauses:
          - {id: answered, title: {zh: 响应, en: Answered}, start: received, stop: answered, limit: 24 hours}
        """,
        Repository.PathOf("data/calendars"));

    /// <summary>The newest state of a warehouse, as of an instant in UTC.</summary>
    public static AnalysisSession Open(this WarehouseBuilder warehouse, string asOfUtc, Policy? policy = null) =>
        AnalysisSession.Open(
            warehouse.File,
            new AsOf(int.MaxValue, DateTimeOffset.Parse(asOfUtc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)),
            policy ?? PlainPolicy);
}

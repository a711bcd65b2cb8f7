using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Tests.Policies;

public sealed class PolicyTests
{
    private const string Good = """
        # A comment that says nothing about the rules
        id: small
        title: {zh: 小政策, en: Small policy}
        zone: Asia/Shanghai
        calendars:
          - id: service
            public_holidays: cn
            hours: {workdays: ["09:00-12:00", "13:00-18:00"], saturday: ["09:00-12:00"]}
        clauses:
          - id: answered
            title: {zh: 响应, en: Answered}
            start: received
            stop: answered
            limit: 30 working_minutes
            applies_to: {severity: [general, major]}
            target: 0.95
        targets:
          first_time_fix_rate: 0.85
        warnings:
          - {rule: emerging_fault, level: alarm, owner: {zh: 品质部, en: Quality}, due_working_days: 3, q_value: 0.05, ratio: 1.5}
        """;

    [Fact]
    public void A_policy_says_what_its_file_says()
    {
        Policy policy = Read(Good);
        Assert.Equal(("small", "小政策", Language.Zh, "Asia/Shanghai"), (policy.Id, policy.Title.Zh, policy.Language, policy.ZoneId));
        Clause clause = Assert.Single(policy.Clauses);
        Assert.Equal((ClauseKind.Duration, Milestone.Received, Milestone.Answered, 0.95), (clause.Kind, clause.Start, clause.Stop, clause.Target));
        Assert.Equal(new ClauseLimit(30, LimitUnit.WorkingMinutes), clause.Limit);
        Assert.Equal(["general", "major"], Assert.IsType<TicketCondition.OneOf>(clause.AppliesTo.Condition).Values);
        Assert.Equal(480, policy.MainCalendar.FullDayMinutes);
        Assert.Equal(0.85, policy.Target("first_time_fix_rate"));
        Assert.Equal(1.5, policy.Warning("emerging_fault")!.Threshold("ratio"));
        Assert.Null(policy.Warning("satisfaction_drop"));
        Assert.Equal([7, 30, 90], policy.Windows.RepeatDays);
    }

    [Fact]
    public void Every_mistake_in_a_policy_is_told_in_one_message_with_its_line_and_what_was_probably_meant()
    {
        const string Bad = """
            id: small
            title: {zh: 小政策, en: Small policy}
            zone: Asia/Shanghay
            calendars:
              - id: service
                public_holidays: cn
                hours: {workdays: ["09:00-12:00", "11:00-18:00"]}
            clauses:
              - id: answered
                title: {zh: 响应, en: Answered}
                start: recieved
                stop: answered
                limit: 30 working_minuts
                applies_to: {severity: [generel]}
                target: 95
                gracе_period: 5 minutes
            warnings:
              - {rule: emerging_falt, owner: {zh: 品质部, en: Quality}}
            """;
        DocumentException refusal = Assert.Throws<DocumentException>(() => Read(Bad));
        Assert.Equal(
            [
                "Line 3: zone: \"Asia/Shanghay\" is not a time zone (write Asia/Shanghai). Did you mean \"Asia/Shanghai\"?",
                "Line 7: calendars[1].hours.workdays: 11:00-18:00 begins before 09:00-12:00 ends.",
                "Line 11: clauses[1].start: \"recieved\" is not a milestone; … Did you mean \"received\"?",
                "Line 13: clauses[1].limit: \"working_minuts\" is not a unit; … Did you mean \"working_minutes\"?",
                "Line 14: clauses[1].applies_to.severity: \"generel\" is not known; … Did you mean \"general\"?",
                "Line 15: clauses[1].target: 95 is out of bounds (0 to 1).",
                "Line 16: clauses[1].gracе_period: no such key here; …",
                "Line 18: warnings[1].rule: \"emerging_falt\" is not known; … Did you mean \"emerging_fault\"?",
            ],
            refusal.Problems.Select(Shortened));
        Assert.Contains("small.yaml has 8 problems, nothing was run.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(
            [
                "第 3 行：zone：“Asia/Shanghay”不是时区（应写如 Asia/Shanghai）。是否应为“Asia/Shanghai”？",
                "第 7 行：calendars[1].hours.workdays：11:00-18:00 的开始时间早于 09:00-12:00 的结束时间。",
                "第 11 行：clauses[1].start：“recieved”不是节点；…。是否应为“received”？",
                "第 13 行：clauses[1].limit：“working_minuts”不是单位；…。是否应为“working_minutes”？",
                "第 14 行：clauses[1].applies_to.severity：“generel”无法识别；…。是否应为“general”？",
                "第 15 行：clauses[1].target：95 超出范围（0 至 1）。",
                "第 16 行：clauses[1].gracе_period：此处没有这个键；…。",
                "第 18 行：warnings[1].rule：“emerging_falt”无法识别；…。是否应为“emerging_fault”？",
            ],
            refusal.ChineseProblems.Select(p => System.Text.RegularExpressions.Regex.Replace(p, "；(可写|可用的有)[^。]*。", "；…。")));
        Assert.StartsWith("small.yaml 有 8 处问题，未执行任何操作。", refusal.Chinese, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("    limit: 30 working_minutes", "    limit: soon", "Line 14: clauses[1].limit: \"soon\" is not a number and a unit")]
    [InlineData("    stop: answered", "    stop: appointed", "appointed is a promise")]
    [InlineData("    start: received", "    start: closed", "answered does not come after closed")]
    [InlineData("    target: 0.95", "    extension: {told: extension_told, limit: 20 working_minutes}", "not longer than the original one")]
    [InlineData("    target: 0.95", "    extension: {told: extension_told, limit: 2 days}", "on the same clock")]
    [InlineData("    target: 0.95", "    grace: 5 minutes", "runs on the clause's own clock")]
    [InlineData("    target: 0.95", "    valid_from: 2026-02-01\n    valid_to: 2026-01-31", "is before the first")]
    [InlineData("    target: 0.95", "    calendar: servic", "Did you mean \"service\"?")]
    [InlineData("    target: 0.95", "    kind: recorded", "clauses[1].limit: no such key here")]
    [InlineData("    public_holidays: cn", "    public_holidays: ch", "Did you mean \"cn\"?")]
    [InlineData("  first_time_fix_rate: 0.85", "  first_time_fix_rat: 0.85", "Line 18: targets.first_time_fix_rat: there is no such metric")]
    [InlineData("ratio: 1.5}", "}", "emerging_fault needs the threshold ratio")]
    [InlineData("id: small", "id: Small Policy", "lower-case letters, digits and underscores")]
    [InlineData("[\"09:00-12:00\", \"13:00-18:00\"]", "[\"9-12\"]", "\"9-12\" is not a stretch of a day")]
    [InlineData("title: {zh: 响应, en: Answered}", "title: {zh: 响应}", "clauses[1].title.en is missing")]
    public void A_mistake_is_told_in_words_that_help(string right, string wrong, string told)
    {
        Assert.Contains(right, Good, StringComparison.Ordinal);
        DocumentException refusal = Assert.Throws<DocumentException>(() => Read(Good.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Contains(told, refusal.Message, StringComparison.Ordinal);
        Assert.All(refusal.ChineseProblems, p => Assert.Matches("^第 [0-9]+ 行：[^a-zA-Z]*[a-z0-9_.\\[\\]]+(：|。$).*。|^第 [0-9]+ 行：缺少 ", p));
    }

    [Fact]
    public void Two_rules_of_one_name_in_force_on_the_same_day_are_refused_and_versions_are_not()
    {
        const string Second = """

              - {id: answered, title: {zh: 响应, en: Answered}, start: received, stop: answered, limit: 20 working_minutes, valid_from: 2026-07-01}
            """;
        string twice = Good.Replace("    target: 0.95", "    target: 0.95" + Second, StringComparison.Ordinal);
        Assert.Contains("in force on the same days", Assert.Throws<DocumentException>(() => Read(twice)).Message, StringComparison.Ordinal);

        Policy versions = Read(twice.Replace("    target: 0.95", "    valid_to: 2026-06-30", StringComparison.Ordinal));
        Assert.Equal(["answered"], versions.ClauseIds);
        Assert.Equal(2, versions.Clauses.Count);
    }

    [Fact]
    public void The_hash_follows_what_a_policy_says_and_not_how_its_file_looks()
    {
        Policy policy = Read(Good);
        Policy relaid = Read(Good.Replace("# A comment that says nothing about the rules", "# Another comment", StringComparison.Ordinal).Replace("[general, major]", "[ general,  major ]", StringComparison.Ordinal));
        Policy stricter = Read(Good.Replace("30 working_minutes", "29 working_minutes", StringComparison.Ordinal));
        Policy noSaturdays = Read(Good.Replace(", saturday: [\"09:00-12:00\"]", string.Empty, StringComparison.Ordinal));
        Assert.Equal(64, policy.Hash.Length);
        Assert.Equal((policy.Hash, policy.CalendarHash), (relaid.Hash, relaid.CalendarHash));
        Assert.NotEqual(policy.Hash, stricter.Hash);
        Assert.Equal(policy.CalendarHash, stricter.CalendarHash);
        Assert.Equal(policy.Hash, noSaturdays.Hash);
        Assert.NotEqual(policy.CalendarHash, noSaturdays.CalendarHash);
    }

    private static Policy Read(string yaml) => Policy.Parse("small.yaml", yaml, TestFiles.Calendars);

    // The lists of what is possible are long; what the message says before and after is what matters.
    private static string Shortened(string problem)
    {
        int list = problem.IndexOf("; ", StringComparison.Ordinal);
        int hint = problem.IndexOf(" Did you mean", StringComparison.Ordinal);
        return list < 0 ? problem : problem[..(list + 2)] + "…" + (hint < 0 ? string.Empty : problem[hint..]);
    }
}

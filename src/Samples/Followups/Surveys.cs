using ServiceAnalytics.Samples.Company;
using ServiceAnalytics.Samples.Output;
using ServiceAnalytics.Samples.Randomness;
using ServiceAnalytics.Samples.Tickets;
using ServiceAnalytics.Samples.Time;

namespace ServiceAnalytics.Samples.Followups;

/// <summary>
/// The surveys export 满意度回访表. Who was served late, repeatedly or slowly answers worse; the phone asks on a scale of 5, WeChat and mail on a scale of 10.
/// </summary>
internal sealed class Surveys
{
    public static readonly string[] Headings =
    [
        "回访编号", "报修单号", "客户名称", "回访方式", "发送时间", "回复时间", "总体评分", "评分满分", "服务态度", "及时性", "技术水平", "产品质量", "价格", "推荐意愿", "客户意见", "回电时间",
    ];

    private const int LargeCompany = 50_000;
    private static readonly Word[] Channels = Word.List("电话", "微信", "短信", "邮件", "其他");
    private static readonly int[] EarlyChannelWeights = [62, 0, 20, 15, 3];
    private static readonly int[] RecentChannelWeights = [26, 52, 12, 8, 2];
    private static readonly double[] ResponseShares = [0.62, 0.42, 0.26, 0.22, 0.30];
    private static readonly int[] Scales = [5, 10, 5, 10, 5];
    private static readonly Word[] Praise = Word.List("服务很好，师傅很专业。", "响应及时，谢谢！", "处理速度快，满意。", "工程师态度好，讲解清楚。", "一次解决，没有耽误生产。");
    private static readonly Word[] Neutral = Word.List("还可以。", "基本解决问题，时间稍长。", "配件价格偏高。", "希望能提前通知到达时间。", "无");
    private static readonly Word[] Anger =
        Word.List("等了好几天才来人，影响生产。", "同样的故障修了几次都没好！", "约好的时间没到，也没有电话通知。", "维修后还是漏，要求派有经验的师傅。", "配件等太久，催了多次没有答复。", "产品质量太差，考虑换品牌。");

    private readonly SampleOptions options;
    private readonly Scenario scenario;
    private readonly WorkCalendar calendar;
    private readonly SeededGenerator random;
    private readonly CsvFile csv;
    private readonly int exportInstant;
    private readonly int endMonth;
    private readonly int dropsFrom;
    private readonly Queue<(string Kind, string Heading, string Text)> flaws;
    private readonly SortedDictionary<string, int> flawCounts = new(StringComparer.Ordinal);
    private long number;

    public Surveys(SampleOptions options, WorkCalendar calendar, CsvFile csv, int exportInstant)
    {
        this.options = options;
        scenario = options.Scenario;
        this.calendar = calendar;
        this.csv = csv;
        this.exportInstant = exportInstant;
        random = new SeededGenerator(options.Seed, "surveys");
        endMonth = LocalMinutes.Month(options.EndMonth);
        dropsFrom = LocalMinutes.Of(options.EndMonth);
        flaws = new(
        [
            ("unknown_code", "回访方式", "传真"), ("number_is_text", "总体评分", "满意"), ("key_missing", "回访编号", ""), ("hostile_cell", "客户意见", "=1+1；<b>不满意</b>，\"质量\"问题"),
            ("unknown_code", "回访方式", "传真"), ("cell_count_short", "", ""), ("number_is_text", "推荐意愿", "会推荐"), ("key_missing", "回访编号", ""), ("number_is_text", "总体评分", "很满意"),
            ("unknown_code", "回访方式", "上门"),
        ]);
    }

    /// <summary>Well-formed rows.</summary>
    public long Count { get; private set; }

    public int SetAside { get; private set; }

    public IReadOnlyDictionary<string, int> FlawCounts => flawCounts;

    /// <summary>Answered surveys with a ticket of the region whose satisfaction falls: before its fall and in the last full month, with the sum of score ÷ scale.</summary>
    public (long Count, double Sum) RegionBefore { get; private set; }

    /// <inheritdoc cref="RegionBefore"/>
    public (long Count, double Sum) RegionDuring { get; private set; }

    /// <summary>The survey of the key customer nobody called back.</summary>
    public (string Key, int Answered)? Unhappy { get; private set; }

    /// <summary>Maybe asks the customer of a completed ticket; now and then also one without a ticket (the yearly survey).</summary>
    public void Follow(Ticket t)
    {
        var isForced = t.Origin == Origin.UnhappyKeyCustomer;
        var month = LocalMinutes.Month(LocalMinutes.Date(t.Day));
        var isRecent = month > endMonth - scenario.SurveyRecentMonths;
        var share = (isRecent ? scenario.SurveyShareRecent : scenario.SurveyShareEarly) * (options.Tickets > LargeCompany ? 0.4 : 1);
        if (t.Repaired == LocalMinutes.None || (!random.Chance(share) && !isForced))
        {
            return;
        }

        var sent = LocalMinutes.Waking(t.Repaired + LocalMinutes.PerDay + random.Below(LocalMinutes.PerDay));
        if (sent > exportInstant)
        {
            return;
        }

        var channel = isForced ? 0 : random.Weighted(isRecent ? RecentChannelWeights : EarlyChannelWeights);
        var answered = channel == 0 ? sent + random.LogNormalMinutes(5, 0.5) : LocalMinutes.Waking(sent + random.LogNormalMinutes(700, 1.2));
        var isAnswered = random.Chance(ResponseShares[channel]) || isForced;
        WriteRow(t, random.Chance(0.04) && !isForced, channel, sent, isAnswered && answered <= exportInstant ? answered : LocalMinutes.None);
    }

    private void WriteRow(Ticket t, bool isYearly, int channel, int sent, int answered)
    {
        var isForced = t.Origin == Origin.UnhappyKeyCustomer;
        var region = Places.Offices[t.Customer.Office].Region.Text;
        var scale = Scales[channel];
        var level = isForced ? 0 : Level(t, isYearly, answered, region);
        var score = Score(level, scale);
        var isDissatisfied = score * 5 <= scale * 2;
        Spoil(answered != LocalMinutes.None && !isForced && t.Day % 7 == 3, t, sent);

        number++;
        var date = LocalMinutes.Date(sent / LocalMinutes.PerDay);
        csv.Key("HF"u8, (date.Year % 100 * 100) + date.Month, 4, number, 6);
        if (isYearly)
        {
            csv.Empty();
        }
        else
        {
            TicketSheet.WriteKey(csv, t);
        }

        csv.Cell(t.Customer.Name);
        csv.Cell(Channels[channel]);
        csv.Instant(sent);
        csv.Instant(answered);
        if (answered == LocalMinutes.None)
        {
            for (var i = 0; i < 10; i++)
            {
                csv.Empty();
            }
        }
        else
        {
            WriteAnswer(score, scale, level, isDissatisfied, isForced, answered);
            Remember(isYearly, region, answered, (double)score / scale);
        }

        csv.EndRow();
        Count++;
        if (isForced)
        {
            Unhappy = ($"HF{date:yyMM}-{number:000000}", answered);
        }
    }

    private void WriteAnswer(int score, int scale, double level, bool isDissatisfied, bool isForced, int answered)
    {
        csv.Whole(score);
        csv.Whole(scale);
        for (var dimension = 0; dimension < 5; dimension++)
        {
            if (dimension == 4 && random.Chance(0.4))
            {
                csv.Empty(); // who pays nothing has no view of the price
            }
            else
            {
                csv.Whole(Score(level + (0.10 * random.Normal()) + (dimension == 0 ? 0.05 : dimension == 4 ? -0.08 : 0), scale));
            }
        }

        csv.Whole(Math.Clamp((int)Math.Round((10 * level) + 0.6 + random.Normal()), 0, 10));
        csv.Cell(isForced || random.Chance(isDissatisfied ? 0.8 : 0.35)
            ? (isDissatisfied ? Anger : score * 5 >= scale * 4 ? Praise : Neutral) is var texts ? texts[random.Below(texts.Length)] : null
            : null);
        var calledBack = calendar.Add(answered, random.LogNormalMinutes(520, 0.8));
        csv.Instant(isDissatisfied && !isForced && random.Chance(0.75) && calledBack <= exportInstant ? calledBack : LocalMinutes.None);
    }

    /// <summary>How content the customer is, about 0 to 1.</summary>
    private double Level(Ticket t, bool isYearly, int answered, string region)
    {
        var level = 0.86 + (0.13 * random.Normal());
        if (!isYearly)
        {
            level -= (t.IsLate ? 0.16 : 0) + (t.Origin == Origin.Repeat ? 0.24 : 0) + (t.ServiceType == 2 ? 0.03 : 0);
            level -= t.Repaired - t.Received > 12 * LocalMinutes.PerDay ? 0.12 : 0;
        }

        return region == scenario.UnhappyRegion && answered >= dropsFrom ? level - scenario.SatisfactionDrop : level;
    }

    private void Remember(bool isYearly, string region, int answered, double share)
    {
        if (isYearly || region != scenario.UnhappyRegion)
        {
            return;
        }

        if (answered < dropsFrom)
        {
            RegionBefore = (RegionBefore.Count + 1, RegionBefore.Sum + share);
        }
        else if (answered < LocalMinutes.Of(options.EndMonth.AddMonths(1)))
        {
            RegionDuring = (RegionDuring.Count + 1, RegionDuring.Sum + share);
        }
    }

    /// <summary>Every so often spoils the next row, or writes a row more that must be set aside.</summary>
    private void Spoil(bool isPlain, Ticket t, int sent)
    {
        if (!isPlain || flaws.Count == 0 || Count % 40 < 20)
        {
            return;
        }

        var region = Places.Offices[t.Customer.Office].Region.Text;
        if (region == scenario.UnhappyRegion)
        {
            return; // its mean stays what planted.json says
        }

        var (kind, heading, text) = flaws.Dequeue();
        flawCounts[kind] = flawCounts.GetValueOrDefault(kind) + 1;
        if (kind is not ("key_missing" or "cell_count_short"))
        {
            csv.Replace(heading, text);
            return;
        }

        SetAside++;
        if (kind == "key_missing")
        {
            csv.Empty();
        }
        else
        {
            csv.Text($"HF9-{SetAside:000000}");
        }

        TicketSheet.WriteKey(csv, t);
        csv.Cell(t.Customer.Name);
        csv.Cell(Channels[0]);
        csv.Instant(sent);
        for (var i = 0; i < 11; i++)
        {
            csv.Empty();
        }

        csv.EndRow(kind == "cell_count_short" ? -4 : 0);
    }

    private static int Score(double level, int scale) => Math.Clamp((int)Math.Round(1 + ((scale - 1) * level)), 1, scale);
}

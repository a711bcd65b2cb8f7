namespace ServiceAnalytics.Samples;

/// <summary>What to make. The same options give the same bytes on every machine.</summary>
public sealed record SampleOptions
{
    /// <summary>Well-formed tickets in the main export, without the bad rows; 1,000 to 20,000,000, by default 6,000.</summary>
    public int Tickets { get; init; } = 6_000;

    /// <summary>Full months of tickets, the last of which is <see cref="EndMonth"/>; 24 to 120, by default 30.</summary>
    public int Months { get; init; } = 30;

    /// <summary>Any number, by default 31; another seed is another history of the same company.</summary>
    public ulong Seed { get; init; } = 31;

    /// <summary>The first day of the last full month, 2021-06-01 to 2050-12-01. The exports are dated the 5th of the month after it, the later one a week on.</summary>
    public DateOnly EndMonth { get; init; } = new(2026, 10, 1);

    /// <summary>How strong the planted truths are.</summary>
    public Scenario Scenario { get; init; } = new();

    /// <summary>The day of the exports; tickets received before it are in them.</summary>
    public DateOnly ExportDay => EndMonth.AddMonths(1).AddDays(4);

    /// <summary>The day of the later tickets export.</summary>
    public DateOnly LaterExportDay => ExportDay.AddDays(7);

    /// <summary>Units delivered in five years and <see cref="Months"/>.</summary>
    public int Units => Tickets * 6 / 5;

    /// <summary>Full months for which visits, movements of parts and orders have been registered, up to <see cref="EndMonth"/>.</summary>
    public int RegisterMonths => 18;

    /// <summary>Finds every problem at once.</summary>
    /// <exception cref="ArgumentException">Options out of bounds; the message names each with its bounds.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        Check(Tickets is >= 1_000 and <= 20_000_000, $"tickets is {Tickets}; give 1,000 to 20,000,000");
        Check(Months is >= 24 and <= 120, $"months is {Months}; give 24 to 120 (the planted rectifications need a year and a half before the end)");
        Check(EndMonth.Day == 1, $"the end month is {EndMonth:yyyy-MM-dd}; give its first day");
        Check(EndMonth >= new DateOnly(2021, 6, 1) && EndMonth <= new DateOnly(2050, 12, 1), $"the end month is {EndMonth:yyyy-MM}; give 2021-06 to 2050-12");
        if (problems.Count > 0)
        {
            throw new ArgumentException($"The sample has {problems.Count} problem(s), nothing was written: {string.Join("; ", problems)}.");
        }

        void Check(bool isGood, string problem)
        {
            if (!isGood)
            {
                problems.Add(problem);
            }
        }
    }
}

/// <summary>The strength of the planted truths. Shares are 0 to 1; the defaults are those of data/samples.</summary>
public sealed record Scenario
{
    /// <summary>Model × fault whose rate rises.</summary>
    public string EmergingModel { get; init; } = "KP150";

    /// <summary>Its fault code.</summary>
    public string EmergingFault { get; init; } = "KP-01";

    /// <summary>Rate from the start on ÷ rate before; 2.5. What is above the old rate comes from one production batch alone.</summary>
    public double EmergingFactor { get; init; } = 2.5;

    /// <summary>How many of the last full months have the raised rate; 4.</summary>
    public int EmergingMonths { get; init; } = 4;

    /// <summary>Its share of all tickets if nothing rose; 0.026.</summary>
    public double EmergingShare { get; init; } = 0.026;

    /// <summary>Model × fault cured by a rectification.</summary>
    public string CuredModel { get; init; } = "PU20K";

    /// <summary>Its fault code.</summary>
    public string CuredFault { get; init; } = "PU-01";

    /// <summary>Rate after the month of implementation ÷ rate before; 0.3.</summary>
    public double CureFactor { get; init; } = 0.3;

    /// <summary>The measure was put in place so many months before the last full month; 10.</summary>
    public int CureMonthsBeforeEnd { get; init; } = 10;

    /// <summary>Model × fault of the rectification that changes nothing, though it was reported as effective.</summary>
    public string IneffectiveModel { get; init; } = "MF80";

    /// <summary>Its fault code.</summary>
    public string IneffectiveFault { get; init; } = "MF-01";

    /// <summary>It was put in place so many months before the last full month; 8.</summary>
    public int IneffectiveMonthsBeforeEnd { get; init; } = 8;

    /// <summary>Share of all tickets of each of the two rectified faults if nothing changed; 0.035.</summary>
    public double RectifiedShare { get; init; } = 0.035;

    /// <summary>Share of completed repairs that come back with the same fault within 85 days, chance meetings apart; 0.05.</summary>
    public double RepeatShare { get; init; } = 0.05;

    /// <summary>The office whose repairs come back twice as often.</summary>
    public string RepeatOffice { get; init; } = "苏州服务站";

    /// <summary>The same share there; 0.115. With the chance meetings, which no office can help, it makes twice the rate of the others.</summary>
    public double RepeatOfficeShare { get; init; } = 0.115;

    /// <summary>The region whose satisfaction falls at the beginning of the last full month.</summary>
    public string UnhappyRegion { get; init; } = "华南";

    /// <summary>By how much of the scale it falls; 0.25 is a whole point of 1 to 5.</summary>
    public double SatisfactionDrop { get; init; } = 0.25;

    /// <summary>Share of visits that come after the agreed time; 0.10.</summary>
    public double LateShare { get; init; } = 0.10;

    /// <summary>The office that gets worse.</summary>
    public string FallingOffice { get; init; } = "武汉服务站";

    /// <summary>Its share of late visits in the last full months, oldest first; the last also holds for the days after.</summary>
    public IReadOnlyList<double> FallingLateShares { get; init; } = [0.30, 0.50, 0.70];

    /// <summary>Share of completed tickets that get a survey, long ago; 0.12. A company with more than 50,000 tickets asks 0.4 times as many.</summary>
    public double SurveyShareEarly { get; init; } = 0.12;

    /// <summary>The same since surveys go out by WeChat; 0.55.</summary>
    public double SurveyShareRecent { get; init; } = 0.55;

    /// <summary>Since how many full months that is; 8.</summary>
    public int SurveyRecentMonths { get; init; } = 8;

    /// <summary>Complaints per ticket that was neither late nor a repeat; 0.029.</summary>
    public double ComplaintShare { get; init; } = 0.029;

    /// <summary>The office whose trip reports often come back without the customer's signature.</summary>
    public string UnsignedOffice { get; init; } = "上海服务站";

    /// <summary>Share of reports without a signature there; 0.5.</summary>
    public double UnsignedOfficeShare { get; init; } = 0.5;

    /// <summary>The same elsewhere; 0.03.</summary>
    public double UnsignedShare { get; init; } = 0.03;

    /// <summary>The office whose old parts come back late.</summary>
    public string OldPartsOffice { get; init; } = "广州服务站";

    /// <summary>Share of old parts late there for no good reason (a repair that ends after the day is one); 0.45, a quarter of these never come back.</summary>
    public double OldPartsOfficeLateShare { get; init; } = 0.45;

    /// <summary>The same elsewhere; 0.05.</summary>
    public double OldPartsLateShare { get; init; } = 0.05;

    /// <summary>Share of the trips with spare parts on which one of these is lost; 0.06.</summary>
    public double LostPartShare { get; init; } = 0.06;

    /// <summary>Share of the orders without an announcement after seven working days after which somebody enquires within ten; 0.8.</summary>
    public double EnquiredShare { get; init; } = 0.8;
}

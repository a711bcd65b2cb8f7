using ServiceAnalytics.Analytics;
using ServiceAnalytics.Ingest;

namespace ServiceAnalytics.App.Tests;

public sealed class ImportPaceTests
{
    [Fact]
    public void A_large_file_shows_how_fast_it_goes_and_how_long_it_takes_still()
    {
        Watch watch = new();
        ImportPace pace = new(watch, Language.En);
        Assert.Equal("a.csv: taking its hash", pace.Line(new ImportProgress("a.csv", ImportStage.Hashing, 0, 400_000_000)));

        // Half of the storing is 65 % of all: 260 MB in 26 seconds, 14 seconds for the rest.
        watch.Seconds = 26;
        Assert.Equal("a.csv: storing 50 % (65 % of all, 10.0 MB/s, about 0:14 left)", pace.Line(new ImportProgress("a.csv", ImportStage.Storing, 0.5, 400_000_000)));
    }

    [Fact]
    public void The_next_file_s_clock_starts_anew()
    {
        Watch watch = new();
        ImportPace pace = new(watch, Language.Zh);
        pace.Line(new ImportProgress("a.csv", ImportStage.Hashing, 0, 1_000));
        watch.Seconds = 100;
        Assert.Equal("b.csv：计算校验值", pace.Line(new ImportProgress("b.csv", ImportStage.Hashing, 0, 1_000)));
    }

    private sealed class Watch : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}

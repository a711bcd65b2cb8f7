using System.Globalization;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Ingest;

namespace ServiceAnalytics.App;

/// <summary>Says of a file on its way how much is done, at what rate, and how long it will take still.</summary>
/// <param name="clock">For the rate.</param>
/// <param name="language">Of the lines.</param>
internal sealed class ImportPace(TimeProvider clock, Language language)
{
    // Before that a rate says nothing.
    private static readonly TimeSpan FirstWord = TimeSpan.FromSeconds(2);

    private string? file;
    private long start;

    /// <summary>What is being done, and for a file that takes its time: percent done, MB a second, minutes and seconds left.</summary>
    public string Line(ImportProgress progress)
    {
        if (file != progress.File || progress is { Stage: ImportStage.Hashing, Share: 0 })
        {
            file = progress.File;
            start = clock.GetTimestamp();
        }

        string line = ImportSummary.Progress(progress, language);
        TimeSpan taken = clock.GetElapsedTime(start);
        double done = Done(progress);
        if (taken < FirstWord || done <= 0 || progress.Bytes == 0)
        {
            return line;
        }

        TimeSpan left = taken * ((1 - done) / done);
        double rate = progress.Bytes * done / taken.TotalSeconds / 1e6;
        string clockTime = string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalMinutes}:{left.Seconds:00}");
        return language == Language.Zh
            ? string.Create(CultureInfo.InvariantCulture, $"{line}（共完成 {done:P0}，{rate:F1} MB/s，约剩 {clockTime}）")
            : string.Create(CultureInfo.InvariantCulture, $"{line} ({done:P0} of all, {rate:F1} MB/s, about {clockTime} left)");
    }

    // Shares of the stages in the time that a large file takes, as bench/ingest measures them.
    private static double Done(ImportProgress progress)
    {
        (double from, double to) = progress.Stage switch
        {
            ImportStage.Hashing => (0.0, 0.1),
            ImportStage.Recognising => (0.1, 0.13),
            ImportStage.Scanning => (0.13, 0.28),
            ImportStage.Cleaning => (0.28, 0.33),
            ImportStage.Storing => (0.33, 0.97),
            ImportStage.Archiving => (0.97, 0.98),
            _ => (0.98, 1.0),
        };
        return from + ((to - from) * progress.Share);
    }
}

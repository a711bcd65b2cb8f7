namespace ServiceAnalytics.App;

/// <summary>Reports on the thread that does the work, so that lines come in order and none comes after the end.</summary>
internal sealed class SameThreadProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}

namespace ServiceAnalytics.Analytics;

/// <summary>The state of knowledge that a figure rests on. Same as-of, policy and month give the same figure for ever.</summary>
/// <param name="Batch">Rows as they stood after this import batch; 0 = nothing taken in yet.</param>
/// <param name="Instant">The moment up to which open cases have run: by default the newest export instant among the batches.</param>
public sealed record AsOf(int Batch, DateTimeOffset Instant);

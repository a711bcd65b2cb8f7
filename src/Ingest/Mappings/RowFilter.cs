namespace ServiceAnalytics.Ingest.Mappings;

/// <summary>Which rows of a file are none of ours, told by one column: tickets deleted in the source, test surveys, another team's records.</summary>
/// <param name="Heading">The column's heading.</param>
/// <param name="Words">Its words; letter case, full width and blanks around don't matter. An empty word stands for an empty cell.</param>
/// <param name="LeavesOutOthers">False: rows with one of the words are left out. True: rows with any other word, or none, are.</param>
/// <remarks>A file that lacks the column keeps all its rows; a mapping that can't do without it names it under <c>required</c>.</remarks>
public sealed record RowFilter(string Heading, IReadOnlyList<string> Words, bool LeavesOutOthers);

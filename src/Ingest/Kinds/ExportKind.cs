namespace ServiceAnalytics.Ingest.Kinds;

/// <summary>A kind of export: its table, its key and its columns, in the order of the table.</summary>
/// <param name="Name">Also the table's name in schema <c>service</c>.</param>
/// <param name="Fields">The columns; the first one is the key.</param>
public sealed record ExportKind(string Name, IReadOnlyList<Field> Fields)
{
    /// <summary>The column by which a row is known again in a later export.</summary>
    public Field Key => Fields[0];

    /// <summary>The instant of receipt, for kinds whose rows can't do without one; else null.</summary>
    public Field? Receipt => Fields.FirstOrDefault(f => f is { IsVital: true, Type: FieldType.Instant });

    /// <summary>Finds a column by its name in mappings; null when the kind has none of that name.</summary>
    public Field? Find(string name) => Fields.FirstOrDefault(f => f.Name == name);
}

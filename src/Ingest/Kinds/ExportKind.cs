namespace ServiceAnalytics.Ingest.Kinds;

/// <summary>A kind of export: its table, its key and its columns, in the order of the table.</summary>
/// <param name="Name">Also the table's name in schema <c>service</c>.</param>
/// <param name="Fields">The columns; the first one is the key.</param>
public sealed record ExportKind(string Name, IReadOnlyList<Field> Fields)
{
    /// <summary>Who the customer's contact is and how to reach them; the same for every kind, in <c>service.contacts</c> and in no table of a kind.</summary>
    public static IReadOnlyList<Field> Personal { get; } =
    [
        new("contact_name", FieldType.Text) { IsPersonal = true },
        new("contact_phone", FieldType.Identifier) { IsPersonal = true },
    ];

    /// <summary>The column by which a row is known again in a later export.</summary>
    public Field Key => Fields[0];

    /// <summary>The instant of receipt, for kinds whose rows can't do without one; else null.</summary>
    public Field? Receipt => Fields.FirstOrDefault(f => f is { IsVital: true, Type: FieldType.Instant });

    /// <summary>Finds a column by its name in mappings; null when the kind has none of that name.</summary>
    public Field? Find(string name) => Fields.Concat(Personal).FirstOrDefault(f => f.Name == name);
}

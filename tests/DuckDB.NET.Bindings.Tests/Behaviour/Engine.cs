using DuckDB.NET.Data;

namespace ServiceAnalytics.Bindings.Tests.Behaviour;

/// <summary>Short ways to say "open, run, read one value" in the tests of this folder.</summary>
internal static class Engine
{
    public static DuckDBConnection InMemory() => Open("DataSource=:memory:");

    public static DuckDBConnection Open(string connectionString)
    {
        var connection = new DuckDBConnection(connectionString);
        connection.Open();
        return connection;
    }

    public static int Run(this DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row as the type asked for.</summary>
    public static T One<T>(this DuckDBConnection connection, string sql, params DuckDBParameter[] parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        using var reader = command.ExecuteReader();
        Assert.True(reader.Read(), "no row came back");
        return reader.GetFieldValue<T>(0);
    }
}

/// <summary>A folder of its own for the database files of one test; gone afterwards.</summary>
internal sealed class DatabaseFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("bindings-tests-");

    public string PathOf(string file) => Path.Combine(folder.FullName, file);

    public void Dispose() => folder.Delete(recursive: true);
}

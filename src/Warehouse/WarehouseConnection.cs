using DuckDB.NET.Data;

namespace ServiceAnalytics.Warehouse;

/// <summary>
/// One connection to the warehouse: session variables, temporary tables and transactions belong to it.
/// Not safe for use by two threads at once; ask <see cref="WarehouseFile.Connect"/> for another one.
/// </summary>
public sealed class WarehouseConnection : IDisposable
{
    private readonly DuckDBConnection connection;
    private DuckDBTransaction? transaction;

    internal WarehouseConnection(DuckDBConnection connection) => this.connection = connection;

    /// <summary>Runs a query and maps each row; the row is valid only inside <paramref name="map"/>.</summary>
    /// <exception cref="SqlException">The engine refused or failed; the message names the script.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the engine has stopped.</exception>
    public List<T> Query<T>(SqlScript script, SqlParameters parameters, Func<Row, T> map, CancellationToken cancel = default) =>
        Query(script.Name, script.Text, parameters, map, cancel);

    /// <summary>Runs a statement of this project's own making (never one that holds users' text) and maps each row.</summary>
    public List<T> Query<T>(string sql, SqlParameters parameters, Func<Row, T> map, CancellationToken cancel = default) =>
        Query("a statement", sql, parameters, map, cancel);

    /// <summary>The first column of the first row; null when there is no row or the value is NULL.</summary>
    public object? Scalar(string sql, SqlParameters? parameters = null, CancellationToken cancel = default) =>
        Run("a statement", sql, parameters ?? SqlParameters.None, command => command.ExecuteScalar() is var value && value is DBNull ? null : value, cancel);

    /// <summary>Runs one or several statements without a result.</summary>
    /// <returns>Rows changed by the last statement, where the engine tells.</returns>
    public int Execute(string sql, SqlParameters? parameters = null, CancellationToken cancel = default) =>
        Run("a statement", sql, parameters ?? SqlParameters.None, command => command.ExecuteNonQuery(), cancel);

    /// <summary>Runs a script without a result.</summary>
    public int Execute(SqlScript script, SqlParameters? parameters = null, CancellationToken cancel = default) =>
        Run(script.Name, script.Text, parameters ?? SqlParameters.None, command => command.ExecuteNonQuery(), cancel);

    /// <summary>How far the statement is that runs on this connection, 0 to 1; null while the engine can't tell. May be asked from another thread.</summary>
    public double? Progress() => connection.GetQueryProgress().Percentage is >= 0 and <= 100 and var percentage ? percentage / 100 : null;

    /// <summary>Sets a session variable, which scripts read with <c>getvariable('name')</c>; null sets NULL.</summary>
    /// <param name="name">Lower-case letters and underscores.</param>
    /// <param name="value">Text, number, instant, date, boolean or a list of texts.</param>
    public void SetVariable(string name, object? value)
    {
        if (!name.All(c => char.IsAsciiLetterLower(c) || c == '_'))
        {
            throw new ArgumentException($"\"{name}\" is not a variable's name.", nameof(name));
        }

        Execute($"set variable {name} = {SqlLiteral.Of(value)}");
    }

    /// <summary>
    /// Runs <paramref name="work"/> in one transaction: committed when it returns, rolled back when it throws. Within a transaction
    /// that is open already it is a part of that.
    /// </summary>
    public void InTransaction(Action work)
    {
        if (transaction is not null)
        {
            work();
            return;
        }

        transaction = connection.BeginTransaction();
        try
        {
            work();
            transaction.Commit();
        }
        catch
        {
            RollBack();
            throw;
        }
        finally
        {
            transaction.Dispose();
            transaction = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private void RollBack()
    {
        try
        {
            transaction!.Rollback();
        }
        catch (Exception failure) when (failure is DuckDBException or InvalidOperationException)
        {
            // The engine has already ended the transaction by the error that brought us here; that error is the one to show.
            _ = failure;
        }
    }

    private List<T> Query<T>(string name, string sql, SqlParameters parameters, Func<Row, T> map, CancellationToken cancel) =>
        Run(
            name,
            sql,
            parameters,
            command =>
            {
                List<T> rows = [];
                using DuckDBDataReader reader = command.ExecuteReader();
                Row row = new(reader);
                while (reader.Read())
                {
                    rows.Add(map(row));
                }

                return rows;
            },
            cancel);

    private T Run<T>(string name, string sql, SqlParameters parameters, Func<DuckDBCommand, T> work, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string key, object? value) in parameters)
        {
            command.Parameters.Add(new DuckDBParameter(key, ForEngine(value)));
        }

        using CancellationTokenRegistration registration = cancel.Register(command.Cancel);
        try
        {
            return work(command);
        }
        catch (Exception failure) when (cancel.IsCancellationRequested && failure is DuckDBException or OperationCanceledException)
        {
            throw new OperationCanceledException($"{name} was stopped.", failure, cancel);
        }
        catch (DuckDBException failure)
        {
            throw new SqlException(name, failure);
        }
    }

    private static object? ForEngine(object? value) => value switch
    {
        DateTimeOffset instant => DateTime.SpecifyKind(instant.UtcDateTime, DateTimeKind.Unspecified),
        Enum choice => choice.ToString(),
        _ => value,
    };
}

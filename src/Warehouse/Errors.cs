namespace ServiceAnalytics.Warehouse;

/// <summary>A statement that the engine refused or that failed on the data; says which script and what the engine said.</summary>
public sealed class SqlException : Exception
{
    internal SqlException(string script, Exception inner)
        : base($"{script}: {inner.Message}", inner) => Script = script;

    /// <summary>The script's name.</summary>
    public string Script { get; }
}

/// <summary>The warehouse can't be opened; the message says what holds it or what is wrong, and what to do.</summary>
public sealed class WarehouseException : Exception
{
    /// <summary>With a message for the user and what lies behind it.</summary>
    /// <param name="english">The message in English; also <see cref="Exception.Message"/>.</param>
    /// <param name="chinese">The same in Chinese, with full-width punctuation.</param>
    /// <param name="inner">What lies behind it; null when nothing does.</param>
    public WarehouseException(string english, string chinese, Exception? inner = null)
        : base(english, inner) => Chinese = chinese;

    /// <summary>The message in Chinese.</summary>
    public string Chinese { get; }
}

/// <summary>A settings, policy or mapping file with problems: all of them, each with its line.</summary>
public sealed class DocumentException : Exception
{
    /// <summary>With every problem found in one file.</summary>
    public DocumentException(string file, IReadOnlyList<(string English, string Chinese)> problems)
        : base($"{file} has {(problems.Count == 1 ? "1 problem" : $"{problems.Count} problems")}, nothing was run.\n"
            + string.Join('\n', problems.Select(p => "  " + p.English)))
    {
        File = file;
        Problems = [.. problems.Select(p => p.English)];
        ChineseProblems = [.. problems.Select(p => p.Chinese)];
    }

    /// <summary>The message in Chinese.</summary>
    public string Chinese => $"{File} 有 {ChineseProblems.Count} 处问题，未执行任何操作。\n{string.Join('\n', ChineseProblems.Select(p => "  " + p))}";

    /// <summary>The file as the user named it.</summary>
    public string File { get; }

    /// <summary>Each problem: line, key, value seen, what is expected.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>The same in Chinese, one by one.</summary>
    public IReadOnlyList<string> ChineseProblems { get; }

    /// <summary>For a file that was named but isn't there.</summary>
    public static DocumentException NotThere(string file) => new(file, [("The file is not there.", "文件不存在。")]);
}

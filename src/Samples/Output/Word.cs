using System.Text;

namespace ServiceAnalytics.Samples.Output;

/// <summary>A text that is written often, with its bytes as a CSV cell (UTF-8, quoted when it must be) made once.</summary>
internal sealed class Word
{
    public Word(string text)
    {
        Text = text;
        Cell = Encoding.UTF8.GetBytes(Quote(text));
    }

    public string Text { get; }

    public byte[] Cell { get; }

    public static implicit operator Word(string text) => new(text);

    public static Word[] List(params string[] texts) => [.. texts.Select(text => new Word(text))];

    /// <summary>RFC 4180: quotes around a cell that has a comma, a quote or a line end; quotes inside doubled.</summary>
    public static string Quote(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    public override string ToString() => Text;
}

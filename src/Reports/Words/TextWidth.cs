using System.Text;

namespace ServiceAnalytics.Reports.Words;

/// <summary>Text in columns of a terminal, where a Chinese character takes two.</summary>
public static class TextWidth
{
    /// <summary>Columns that a text takes.</summary>
    public static int Of(string text) => text.EnumerateRunes().Sum(Of);

    /// <summary>The text with blanks after it up to a width; a wider text as it is.</summary>
    public static string Pad(string text, int width) => text + new string(' ', Math.Max(0, width - Of(text)));

    /// <summary>Breaks a text at blanks, or between Chinese characters, so that no line is wider; an unbreakable word stays whole.</summary>
    /// <param name="text">One paragraph.</param>
    /// <param name="width">Columns.</param>
    /// <param name="hanging">Blanks before the second and later lines.</param>
    /// <returns>At least one line, an empty one for an empty text.</returns>
    public static IReadOnlyList<string> Wrap(string text, int width, int hanging = 0)
    {
        List<string> lines = [];
        StringBuilder line = new();
        int used = 0;
        foreach (string piece in Pieces(text))
        {
            int wide = Of(piece.TrimEnd());
            if (used > 0 && used + wide > width)
            {
                lines.Add(line.ToString().TrimEnd());
                line.Clear().Append(' ', hanging);
                used = hanging;
            }

            line.Append(piece);
            used += Of(piece);
        }

        lines.Add(line.ToString().TrimEnd());
        return lines;
    }

    // A piece ends after a blank, and around a wide character; punctuation that closes never begins a line.
    private static List<string> Pieces(string text)
    {
        List<string> pieces = [];
        StringBuilder piece = new();
        Rune? before = null;
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool canBreak = before is { } b && !"，。；：、）】”".Contains(rune.ToString(), StringComparison.Ordinal) && !"（【“".Contains(b.ToString(), StringComparison.Ordinal)
                && (b.Value == ' ' || (rune.Value != ' ' && (Of(rune) == 2 || Of(b) == 2)));
            if (canBreak)
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }

            piece.Append(rune);
            before = rune;
        }

        pieces.Add(piece.ToString());
        return pieces;
    }

    // The blocks that terminals draw two columns wide (Unicode Standard Annex 11, East Asian Width W and F).
    private static int Of(Rune rune) => rune.Value switch
    {
        >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0x303E or >= 0x3041 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3
            or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6
            or >= 0x1F300 and <= 0x1FAFF or >= 0x20000 and <= 0x3FFFD => 2,
        _ => 1,
    };
}

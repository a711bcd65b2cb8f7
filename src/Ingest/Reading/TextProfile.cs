namespace ServiceAnalytics.Ingest.Reading;

/// <summary>How the bytes beyond ASCII of a text that isn't UTF-8 go together: what tells Chinese from western text.</summary>
internal sealed class TextProfile
{
    private byte lead;
    private int state;
    private int run;

    /// <summary>Two-byte characters of GB18030.</summary>
    public long Pairs { get; private set; }

    /// <summary>Of these, everyday Chinese characters and Chinese punctuation.</summary>
    public long CommonPairs { get; private set; }

    /// <summary>Four-byte characters of GB18030.</summary>
    public long Fours { get; private set; }

    /// <summary>Bytes that can't be GB18030.</summary>
    public long Wrong { get; private set; }

    /// <summary>Bytes from 0x80 on.</summary>
    public long High { get; private set; }

    /// <summary>Of these, those that stand alone among ASCII, as letters with accents do.</summary>
    public long Alone { get; private set; }

    /// <summary>Bytes that Windows-1252 doesn't define.</summary>
    public long Undefined { get; private set; }

    private long Characters => Pairs + Fours + Wrong;

    /// <summary>The encoding that fits; null when none does.</summary>
    public string? Encoding =>
        CommonPairs * 2 >= Characters && Wrong * 20 <= Characters ? "gb18030"
        : Undefined == 0 && Alone * 10 >= High * 6 ? "windows-1252"
        : Wrong == 0 ? "gb18030"
        : null;

    /// <summary>Takes note of the next bytes.</summary>
    public void Note(ReadOnlySpan<byte> text)
    {
        foreach (byte b in text)
        {
            if (b >= 0x80)
            {
                High++;
                run++;
                Undefined += b is 0x81 or 0x8D or 0x8F or 0x90 or 0x9D ? 1 : 0;
            }
            else if (run > 0)
            {
                Alone += run == 1 ? 1 : 0;
                run = 0;
            }

            Step(b);
        }
    }

    // State 0: between characters; 1: behind a lead byte; 2 and 3: within a four-byte character.
    private void Step(byte b)
    {
        switch (state)
        {
            case 0 when b is >= 0x81 and <= 0xFE:
                lead = b;
                state = 1;
                break;
            case 0:
                Wrong += b >= 0x80 ? 1 : 0;
                break;
            case 1 when b is >= (byte)'0' and <= (byte)'9':
                state = 2;
                break;
            case 1 when b is >= 0x40 and <= 0xFE and not 0x7F:
                Pairs++;
                CommonPairs += b >= 0xA1 && lead is (>= 0xB0 and <= 0xD7) or (>= 0xA1 and <= 0xA3) ? 1 : 0;
                state = 0;
                break;
            case 2 when b is >= 0x81 and <= 0xFE:
                state = 3;
                break;
            case 3 when b is >= (byte)'0' and <= (byte)'9':
                Fours++;
                state = 0;
                break;
            default:
                Wrong++;
                state = 0;
                break;
        }
    }
}

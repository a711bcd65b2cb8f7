namespace ServiceAnalytics.Samples.Randomness;

/// <summary>An exponential from basic operations only, so that its last bit is the same on every machine.</summary>
internal static class PortableMath
{
    private const double Ln2 = 0.693147180559945309417;

    /// <summary>e to the x for |x| up to 700; relative error below 1e-13.</summary>
    public static double Exp(double x)
    {
        var halvings = (int)((x / Ln2) + (x < 0 ? -0.5 : 0.5));
        var rest = x - (halvings * Ln2); // at most ln 2 / 2 away from 0
        var term = 1.0;
        var sum = 1.0;
        for (var n = 1; n <= 13; n++)
        {
            term *= rest / n;
            sum += term;
        }

        return sum * BitConverter.Int64BitsToDouble((1023L + halvings) << 52); // times two to the power of halvings
    }
}

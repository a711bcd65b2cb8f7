namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>How a component enters an exponential-smoothing model.</summary>
public enum Component
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Added.</summary>
    Additive,

    /// <summary>Added, and dying away (trend only).</summary>
    Damped,

    /// <summary>Multiplied.</summary>
    Multiplicative,
}

/// <summary>One of the exponential-smoothing models in state-space form: error, trend, season.</summary>
/// <param name="IsMultiplicativeError">Errors grow with the level.</param>
/// <param name="Trend">None, additive or damped.</param>
/// <param name="Season">None, additive or multiplicative.</param>
/// <remarks>Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential Smoothing (2008), tables 2.2 and 2.3.</remarks>
public sealed record SmoothingModel(bool IsMultiplicativeError, Component Trend, Component Season)
{
    /// <summary>As R's forecast package writes it: ETS(M,Ad,N).</summary>
    public override string ToString() => $"ETS({(IsMultiplicativeError ? "M" : "A")},{Letter(Trend)},{Letter(Season)})";

    /// <summary>The models that are tried: those with finite variance and without a multiplicative trend, which runs away.</summary>
    /// <param name="isPositive">All values are above 0; else the multiplicative ones are left out.</param>
    /// <param name="hasSeason">There is a season to look for.</param>
    public static IEnumerable<SmoothingModel> All(bool isPositive, bool hasSeason) =>
        from error in isPositive ? new[] { false, true } : [false]
        from trend in new[] { Component.None, Component.Additive, Component.Damped }
        from season in hasSeason ? new[] { Component.None, Component.Additive, Component.Multiplicative } : [Component.None]
        where season != Component.Multiplicative || error
        select new SmoothingModel(error, trend, season);

    internal bool HasTrend => Trend != Component.None;

    /// <summary>Smoothing parameters: alpha, and beta, gamma, phi where they apply.</summary>
    internal int Smoothing => 1 + (HasTrend ? 1 : 0) + (Season != Component.None ? 1 : 0) + (Trend == Component.Damped ? 1 : 0);

    private static string Letter(Component c) => c switch { Component.None => "N", Component.Additive => "A", Component.Damped => "Ad", _ => "M" };
}

/// <summary>Parameters and states of a model, and one step of it.</summary>
internal struct SmoothingState
{
    public double Alpha, Beta, Gamma, Phi, Level, Slope;

    /// <summary>The last year's seasonal states; <see cref="Place"/> is that of the coming period.</summary>
    public double[] Season;

    public int Place;

    /// <summary>The mean of the coming period.</summary>
    public readonly double Mean(SmoothingModel model) => model.Season switch
    {
        Component.Additive => Level + (Phi * Slope) + Season[Place],
        Component.Multiplicative => (Level + (Phi * Slope)) * Season[Place],
        _ => Level + (Phi * Slope),
    };

    /// <summary>Takes in the coming period's error: relative to the mean where errors are multiplicative.</summary>
    public void Step(SmoothingModel model, double mean, double error)
    {
        double base_ = Level + (Phi * Slope);
        bool multiplied = model.Season == Component.Multiplicative;
        // The absolute error on the scale of level and slope: a multiplicative season divides itself out.
        double e = !model.IsMultiplicativeError ? error : multiplied ? base_ * error : mean * error;
        Level = base_ + (Alpha * e);
        Slope = (Phi * Slope) + (Beta * e);
        if (model.Season != Component.None)
        {
            Season[Place] = multiplied ? Season[Place] * (1 + (Gamma * error)) : Season[Place] + (Gamma * e);
            Place = (Place + 1) % Season.Length;
        }
    }
}

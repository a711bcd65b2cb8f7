using ServiceAnalytics.Samples.Randomness;

namespace ServiceAnalytics.Samples.Tests.Randomness;

public class PublishedSequenceTests
{
    [Fact]
    public void SplitMix64_from_1234567_gives_the_published_numbers() // Rosetta Code, task "Pseudo-random numbers/Splitmix64"
    {
        var state = 1234567UL;
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.Equal(expected, expected.Select(_ => SplitMix64.Next(ref state)).ToArray());
        Assert.Equal(expected, Enumerable.Range(0, 5).Select(place => SplitMix64.At(1234567, place)).ToArray());
    }

    [Fact]
    public void Xoshiro256_star_star_from_1_2_3_4_gives_the_numbers_of_the_reference_C_code() // also the test vector of Rust's rand_xoshiro
    {
        var generator = new SeededGenerator(1, 2, 3, 4);
        ulong[] expected =
        [
            11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625, 8476171486693032832, 10595114339597558777, 2904607092377533576,
        ];
        Assert.Equal(expected, expected.Select(_ => generator.Next()).ToArray());
    }

    [Fact]
    public void Normal_variates_have_mean_0_variance_1_and_the_kurtosis_of_twelve_uniforms()
    {
        var generator = new SeededGenerator(7, "normal");
        var values = Enumerable.Range(0, 400_000).Select(_ => generator.Normal()).ToArray();
        Assert.Equal(0, values.Average(), 0.01);
        Assert.Equal(1, values.Average(v => v * v), 0.01);
        Assert.Equal(2.9, values.Average(v => v * v * v * v), 0.05); // 3 - 1.2/12
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(-1)]
    [InlineData(3.25)]
    [InlineData(-5.9)]
    [InlineData(-59.9)]
    [InlineData(40)]
    public void The_portable_exponential_agrees_with_the_librarys(double x) => Assert.Equal(1, PortableMath.Exp(x) / Math.Exp(x), 1e-12);

    [Theory]
    [InlineData(3.0)]
    [InlineData(59.0)]
    [InlineData(400.0)]
    public void Poisson_counts_have_their_mean_and_as_much_variance(double mean)
    {
        var generator = new SeededGenerator(8, "poisson");
        var counts = Enumerable.Range(0, 40_000).Select(_ => (double)generator.Poisson(mean)).ToArray();
        Assert.Equal(1, counts.Average() / mean, 0.02);
        Assert.Equal(1, counts.Average(c => (c - mean) * (c - mean)) / mean, 0.05);
    }
}

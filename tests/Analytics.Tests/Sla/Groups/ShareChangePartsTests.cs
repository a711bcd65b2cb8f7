using ServiceAnalytics.Analytics.Sla.Contribution;

namespace ServiceAnalytics.Analytics.Tests.Sla.Groups;

public sealed class ShareChangePartsTests
{
    [Fact]
    public void Both_groups_became_better_but_the_worse_one_grew_so_that_little_is_left()
    {
        // By hand: 130 of 200 → 135 of 200 is +0.025. A: 0.8 → 0.9 at weights 0.5 → 0.25; B: 0.5 → 0.6 at 0.5 → 0.75; mean of the wholes 0.6625.
        // Rate: 0.1 × 0.375 and 0.1 × 0.625. Mix: −0.25 × (0.85 − 0.6625) and 0.25 × (0.55 − 0.6625).
        ShareChangeParts parts = ShareChangeParts.Of([new("A", 80, 100, 45, 50), new("B", 50, 100, 90, 150)])!;
        Assert.Equal(0.025, parts.Change, 12);
        Assert.Equal([0.0375, 0.0625], parts.Parts.Select(p => Math.Round(p.Rate, 12)));
        Assert.Equal([-0.046875, -0.028125], parts.Parts.Select(p => Math.Round(p.Mix, 12)));
    }

    [Fact]
    public void A_group_that_is_new_or_gone_is_all_mix()
    {
        ShareChangeParts parts = ShareChangeParts.Of([new("gone", 5, 10, 0, 0), new("new", 0, 0, 9, 10), new("never", 0, 0, 0, 0)])!;
        Assert.Equal(["gone", "new"], parts.Parts.Select(p => p.Name));
        Assert.All(parts.Parts, p => Assert.Equal(0, p.Rate));
        Assert.Equal(0.4, parts.Mix, 12);
    }

    [Fact]
    public void The_parts_add_up_to_the_change_whatever_the_numbers()
    {
        Random random = new(20261101);
        for (int trial = 0; trial < 1000; trial++)
        {
            GroupCases[] groups = [.. Enumerable.Range(0, random.Next(1, 30)).Select(i =>
            {
                (long before, long now) = (random.Next(0, 50), random.Next(0, 50));
                return new GroupCases($"{i}", random.NextInt64(0, before + 1), before, random.NextInt64(0, now + 1), now);
            })];
            if (ShareChangeParts.Of(groups) is { } parts)
            {
                Assert.Equal(parts.Change, parts.Rate + parts.Mix, 12);
                Assert.InRange(parts.Change, -1, 1);
            }
            else
            {
                Assert.True(groups.Sum(g => g.JudgedBefore) == 0 || groups.Sum(g => g.Judged) == 0);
            }
        }
    }

    [Fact]
    public void More_cases_met_than_judged_are_refused() => Assert.Throws<ArgumentException>(() => ShareChangeParts.Of([new("A", 1, 1, 3, 2)]));
}

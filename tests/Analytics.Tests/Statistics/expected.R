# Expected values for the tests of ServiceAnalytics.Analytics.Statistics, by R (made with 4.2.2, survival 3.5).
# Run in this folder:  Rscript expected.R
# Writes the .csv files beside it. Each row says in "why" why it is there. NA = no data, Inf = no limit.
suppressPackageStartupMessages(library(survival))
options(digits = 15)
save_rows <- function(rows, file) {
  out <- do.call(rbind, rows)
  write.csv(out, file, row.names = FALSE, quote = which(sapply(out, is.character)), eol = "\n")
}
row <- function(...) data.frame(..., stringsAsFactors = FALSE)

# ---- proportion.csv: Wilson = prop.test without correction, Clopper-Pearson = binom.test
save_rows(Map(function(why, x, n, level) {
  w <- suppressWarnings(prop.test(x, n, correct = FALSE, conf.level = level))$conf.int
  c <- binom.test(x, n, conf.level = level)$conf.int
  row(why = why, count = x, total = n, level = level, wilson_lower = w[1], wilson_upper = w[2], exact_lower = c[1], exact_upper = c[2])
},
  c("Newcombe 1998, table I", "Newcombe 1998, table I", "Newcombe 1998, table I: nothing seen", "Newcombe 1998, table I: one case", "all of them", "one case, kept", "one case, not kept", "a common month", "90 % asked", "99 % asked", "many cases", "one of a million"),
  c(81, 15, 0, 1, 29, 1, 0, 347, 12, 12, 95000, 1),
  c(263, 148, 20, 29, 29, 1, 1, 1500, 40, 40, 100000, 1000000),
  c(.95, .95, .95, .95, .95, .95, .95, .95, .90, .99, .95, .95)), "proportion.csv")

# ---- two_proportions.csv: difference by Newcombe's method 10 (his formula on Wilson limits), p by prop.test or fisher.test
newcombe10 <- function(x1, n1, x2, n2) {
  a <- suppressWarnings(prop.test(x1, n1, correct = FALSE))$conf.int; b <- suppressWarnings(prop.test(x2, n2, correct = FALSE))$conf.int
  p <- x1 / n1; q <- x2 / n2
  c(p - q - sqrt((p - a[1])^2 + (b[2] - q)^2), p - q + sqrt((a[2] - p)^2 + (q - b[1])^2))
}
save_rows(Map(function(why, x1, n1, x2, n2) {
  ci <- newcombe10(x1, n1, x2, n2)
  tab <- matrix(c(x1, n1 - x1, x2, n2 - x2), 2)
  small <- min(outer(rowSums(tab), colSums(tab)) / sum(tab)) < 5
  p <- if (small) fisher.test(tab)$p.value else prop.test(c(x1, x2), c(n1, n2), correct = FALSE)$p.value
  row(why = why, count = x1, total = n1, other_count = x2, other_total = n2, lower = ci[1], upper = ci[2], p = p, method = if (small) "FisherExact" else "Score")
},
  c("Newcombe 1998, table II a", "table II b", "table II c", "table II d", "table II e: nothing on one side", "table II f", "table II g: all against nothing", "table II h", "one case each, opposite", "same shares", "nobody on either side", "a large shift", "expected count exactly 5"),
  c(56, 9, 6, 5, 0, 0, 10, 10, 1, 20, 0, 900, 8),
  c(70, 10, 7, 56, 10, 10, 10, 10, 1, 100, 30, 1000, 20),
  c(48, 3, 2, 0, 0, 0, 0, 0, 0, 40, 0, 700, 2),
  c(80, 10, 7, 29, 20, 10, 20, 10, 1, 200, 40, 1000, 20)), "two_proportions.csv")

# ---- poisson_rate.csv: Garwood = poisson.test
save_rows(Map(function(why, x, t) {
  ci <- poisson.test(x, t)$conf.int
  row(why = why, count = x, exposure = t, lower = ci[1], upper = ci[2])
}, c("nothing seen", "one event", "ten events over one", "a fraction of a unit-month", "many events", "a hundred thousand events"),
   c(0, 1, 10, 3, 1234, 100000), c(12, 12, 1, .25, 5678.5, 1e6)), "poisson_rate.csv")

# ---- rate_ratio.csv: interval = poisson.test of two counts; p = doubled smaller binomial tail
save_rows(Map(function(why, x, t, y, s) {
  ci <- if (x + y == 0) c(0, Inf) else poisson.test(c(x, y), c(t, s))$conf.int
  pr <- t / (t + s)
  p <- min(1, 2 * min(pbinom(x, x + y, pr), pbinom(x - 1, x + y, pr, lower.tail = FALSE)))
  row(why = why, count = x, exposure = t, base_count = y, base_exposure = s, lower = ci[1], upper = ci[2], p = p)
}, c("breast cancer after fluoroscopy, R help of poisson.test", "halved", "gone after rectification", "new after nothing", "nothing on either side", "one against one", "unequal exposure", "far apart", "the interval just leaves out 1", "one against a million", "a million against one"),
   c(11, 10, 0, 7, 0, 1, 30, 400, 5, 1, 999999),
   c(800, 1000, 900, 10, 10, 3, 12.5, 100, 100, 2, 2),
   c(21, 20, 12, 0, 0, 1, 300, 60, 15, 999999, 1),
   c(3011, 1000, 600, 60, 20, 4, 250, 100, 101, 3, 3)), "rate_ratio.csv")

# ---- count_tails.csv: ppois, dpois
save_rows(Map(function(why, x, m) row(why = why, observed = x, expected = m,
  at_least = ppois(x - 1, m, lower.tail = FALSE), at_most = ppois(x, m),
  mid_at_least = ppois(x, m, lower.tail = FALSE) + dpois(x, m) / 2, mid_at_most = ppois(x - 1, m) + dpois(x, m) / 2),
  c("nothing seen, three expected", "one too many", "four times as many", "as expected", "nothing expected, nothing seen", "nothing expected, one seen", "a far tail keeps its digits", "a far lower tail", "large counts"),
  c(0, 4, 12, 5, 0, 1, 60, 5, 10300), c(3, 1.2, 3, 5, 0, 0, 4, 60, 10000)), "count_tails.csv")

# ---- month_against_past.csv: pbinom given the total; past months separated by ";"
save_rows(Map(function(why, x, t, past, past_t) {
  y <- sum(past); s <- sum(past_t); n <- x + y; pr <- t / (t + s)
  row(why = why, count = x, exposure = t, past_counts = paste(past, collapse = ";"), past_exposures = paste(past_t, collapse = ";"),
    expected = y / s * t,
    at_least = pbinom(x - 1, n, pr, lower.tail = FALSE), at_most = pbinom(x, n, pr),
    mid_at_least = pbinom(x, n, pr, lower.tail = FALSE) + dbinom(x, n, pr) / 2, mid_at_most = pbinom(x - 1, n, pr) + dbinom(x, n, pr) / 2)
}, c("nine against two a month", "one past month only", "growing fleet", "a month without units weighs nothing", "first time seen", "nothing ever", "quiet after noise"),
   c(9, 4, 20, 3, 2, 0, 0),
   c(1, 1, 400, 50, 120, 5, 1),
   list(c(2, 1, 3, 2, 2, 2), 1, c(3, 4, 4, 6, 7, 8), c(2, 0, 1), c(0, 0, 0), c(0, 0), c(4, 5, 3)),
   list(rep(1, 6), 1, c(100, 150, 200, 250, 300, 350), c(40, 0, 45), c(100, 110, 115), c(5, 5), c(1, 1, 1))), "month_against_past.csv")

# ---- false_discovery.csv: p.adjust
p15 <- c(.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1) # Benjamini and Hochberg 1995, p. 295
mixed <- c(.5, .01, .01, .9, .04, 0, .04, 1)
save_rows(list(row(set = "Benjamini and Hochberg 1995", p = p15, q = p.adjust(p15, "BH")),
  row(set = "ties, a zero, out of order", p = mixed, q = p.adjust(mixed, "BH")),
  row(set = "one test", p = .03, q = p.adjust(.03, "BH"))), "false_discovery.csv")

# ---- survival.csv: survfit, log-log limits; rows where R gives no limits (share still 1, or 0) are left out
curve <- function(set, time, event, count = rep(1, length(time))) {
  f <- survfit(Surv(time, event) ~ 1, weights = count, conf.type = "log-log")
  keep <- !is.na(f$lower) & f$surv < 1
  row(set = set, time = f$time, at_risk = f$n.risk, events = f$n.event, censored = f$n.censor, survival = f$surv,
    error = f$std.err * f$surv, lower = f$lower, upper = f$upper)[keep, ]
}
sets <- list(
  list("aml, maintained", subset(aml, x == "Maintained")$time, subset(aml, x == "Maintained")$status),
  list("aml, both arms", aml$time, aml$status),
  list("lung", lung$time, lung$status - 1),
  list("repairs grouped by day", c(3, 3, 10, 10, 30, 30, 45, 60), c(1, 0, 1, 0, 1, 0, 1, 0), c(4, 11, 7, 20, 2, 35, 1, 120)))
save_rows(lapply(sets, function(s) do.call(curve, s)), "survival.csv")
save_rows(lapply(sets, function(s) row(set = s[[1]], time = s[[2]], event = s[[3]], count = if (length(s) > 3) s[[4]] else 1)), "survival_cases.csv")

# ---- survival_truncated.csv: cases that came under watch late (heart: waiting for the transplant is time before entry)
late <- subset(heart, transplant == 1)
truncated <- list(
  list("heart, from the transplant on", late$start, late$stop, late$event),
  list("units whose records begin late", c(0, 0, 0, 5, 5, 12, 12, 20, 24, 24), c(3, 18, 30, 9, 40, 15, 36, 36, 26, 48), c(1, 0, 1, 1, 0, 1, 0, 1, 1, 0)))
save_rows(lapply(truncated, function(s) {
  f <- survfit(Surv(s[[2]], s[[3]], s[[4]]) ~ 1, conf.type = "log-log"); keep <- !is.na(f$lower) & f$surv < 1
  row(set = s[[1]], time = f$time, at_risk = f$n.risk, events = f$n.event, survival = f$surv, error = f$std.err * f$surv, lower = f$lower, upper = f$upper)[keep, ]
}), "survival_truncated.csv")
save_rows(lapply(truncated, function(s) row(set = s[[1]], from = s[[2]], time = s[[3]], event = s[[4]])), "survival_truncated_cases.csv")

# ---- funnel.csv: exact binomial limits with interpolation, Spiegelhalter 2005, appendix A.1.1, by qbinom and pbinom
funnel_limit <- function(p, n, q) { r <- qbinom(q, n, p); b <- if (r == 0) 0 else pbinom(r - 1, n, p); max(0, (r - (pbinom(r, n, p) - q) / (pbinom(r, n, p) - b)) / n) }
save_rows(Map(function(why, p, n, level) row(why = why, center = p, total = n, level = level,
  lower = funnel_limit(p, n, (1 - level) / 2), upper = funnel_limit(p, n, (1 + level) / 2)),
  c("a common group", "a small group: nothing repeated is nothing odd", "outer limits", "a large group", "one repair", "half", "rare", "all the same"),
  c(.12, .12, .12, .08, .1, .5, .002, .9), c(150, 20, 150, 25000, 1, 40, 900, 30), c(.95, .95, .998, .998, .95, .95, .95, .998)), "funnel.csv")

# ---- funnel_dispersion.csv: winsorised multiplicative over-dispersion of a funnel of shares, and its limits, Spiegelhalter 2005, appendix A.3;
# the groups (count of total) stand in one cell; limits of a group of 200 at 99.8 %, exact binomial with the tail of a normal sqrt(phi) times as wide
dispersion <- function(x, n) { p <- sum(x) / sum(n); z <- (x / n - p) / sqrt(p * (1 - p) / n); q <- quantile(z, c(.1, .9), type = 7); max(1, mean(pmin(pmax(z, q[1]), q[2])^2)) }
save_rows(Map(function(why, x, n) {
  p <- sum(x) / sum(n); phi <- if (length(x) < 10) 1 else dispersion(x, n); tail <- pnorm(-sqrt(phi) * qnorm(.999))
  row(why = why, groups = paste(x, n, sep = "/", collapse = " "), dispersion = phi, lower = funnel_limit(p, 200, tail), upper = funnel_limit(p, 200, 1 - tail))
}, c("groups as chance makes them", "all groups differ a little", "one group far out widens them little", "nine groups are too few to tell"),
   list(c(18, 21, 25, 19, 22, 17, 20, 23, 19, 21, 24, 16), c(70, 101, 50, 90, 133, 70, 42, 110, 118, 57, 124, 81), c(18, 21, 25, 19, 22, 17, 20, 23, 19, 21, 24, 90), c(60, 110, 40, 95, 150, 70, 33, 120, 88)),
   list(rep(200, 12), c(400, 420, 390, 410, 500, 380, 300, 450, 600, 350, 480, 460), rep(200, 12), c(400, 420, 390, 410, 500, 380, 300, 450, 600))), "funnel_dispersion.csv")

# ---- control_chart.csv: limits by formula; Laney's sigma z; dispersion by pchisq
chart <- function(set, kind, x, n, k) {
  b <- seq_len(k); centre <- sum(x[b]) / sum(n[b])
  v <- if (kind == "p") centre * (1 - centre) else centre
  z <- ((x / n - centre) / sqrt(v / n))[b]
  sz <- mean(abs(diff(z))) / (2 / sqrt(pi)); disp <- pchisq(sum(z^2), k - 1, lower.tail = FALSE)
  f <- if (sz > 1 && disp < .05) sz else 1
  lo <- pmax(0, centre - 3 * f * sqrt(v / n)); up <- centre + 3 * f * sqrt(v / n); if (kind == "p") up <- pmin(1, up)
  row(set = set, kind = kind, baseline = k, count = x, size = n, center = centre, sigma_z = sz, dispersion_p = disp, laney = f != 1, lower = lo, upper = up)
}
orders <- c(12, 8, 6, 9, 10, 12, 11, 16, 10, 6, 20, 15, 9, 8, 6, 8, 10, 7, 5, 8, 5, 8, 10, 6, 9)
orders_n <- c(100, 80, 80, 100, 110, 110, 100, 100, 90, 90, 110, 120, 120, 120, 110, 80, 80, 80, 90, 100, 100, 100, 100, 90, 90)
cloth <- c(14, 12, 20, 11, 7, 10, 21, 16, 19, 23); cloth_n <- c(10, 8, 13, 10, 9.5, 10, 12, 10.5, 12, 12.5)
over_n <- c(52000, 48000, 61000, 55000, 47000, 58000, 50000, 62000, 53000, 49000, 60000, 51000)
over <- c(1040, 1100, 980, 1265, 890, 1310, 905, 1420, 1010, 1170, 1015, 1240)
few_n <- c(3, 5, 4, 6, 2, 8, 5, 4, 6, 7); few <- c(3, 4, 4, 5, 1, 8, 5, 3, 6, 6)
save_rows(list(
  chart("purchase orders, Montgomery 6th ed. table 7.4", "p", orders, orders_n, 25),
  chart("dyed cloth, Montgomery 6th ed. table 7.10", "u", cloth, cloth_n, 10),
  chart("large periods that vary more than chance", "p", over, over_n, 12),
  chart("the same as rates, baseline of eight", "u", over, over_n / 1000, 8),
  chart("tiny periods near 1, upper limit cut", "p", few, few_n, 10)), "control_chart.csv")

# ---- quantile.csv: quantile(type = 7); ranks by qbinom. NA = the sample is too small for that limit
minutes <- c(12, 7, 45, 3, 88, 19, 23, 5, 61, 34, 9, 15, 27, 140, 8, 31, 52, 11, 17, 40, 22, 6, 75, 13, 29, 210, 18, 4, 37, 10, 14, 26, 95, 16, 21, 33, 2, 58, 24, 20)
save_rows(Map(function(why, n, p, level) {
  x <- minutes[seq_len(n)]; s <- sort(x)
  l <- qbinom((1 - level) / 2, n, p); u <- qbinom(1 - (1 - level) / 2, n, p) + 1
  row(why = why, count = n, share = p, level = level, value = unname(quantile(x, p, type = 7)),
    lower = if (l >= 1) s[l] else NA, upper = if (u <= n) s[u] else NA)
}, c("median of forty", "p90 of forty", "p90 of ten has no upper limit", "median of five has no limits", "median of six has both", "one value", "p25, 90 %", "smallest", "largest"),
   c(40, 40, 10, 5, 6, 1, 40, 40, 40), c(.5, .9, .9, .5, .5, .5, .25, 0, 1), c(.95, .95, .95, .95, .95, .95, .90, .95, .95)), "quantile.csv")
writeLines(c("minutes", minutes), "quantile_values.csv")

# ---- mean.csv and mean_difference.csv: t.test; marks separated by ";"
marks <- list(five = c(5, 4, 4, 3, 5, 2, 5), seven = c(1, 2, 5, 3, 3, 2, 4, 1, 2), two = c(4, 5), sleep1 = sleep$extra[1:10], sleep2 = sleep$extra[11:20], same = c(3, 3, 3))
save_rows(lapply(c("five", "seven", "two", "sleep1", "sleep2"), function(k) { t <- t.test(marks[[k]])
  row(why = k, values = paste(marks[[k]], collapse = ";"), mean = mean(marks[[k]]), sd = sd(marks[[k]]), lower = t$conf.int[1], upper = t$conf.int[2]) }), "mean.csv")
save_rows(Map(function(a, b) { t <- t.test(marks[[a]], marks[[b]])
  row(why = paste(a, "less", b), first = paste(marks[[a]], collapse = ";"), second = paste(marks[[b]], collapse = ";"), lower = t$conf.int[1], upper = t$conf.int[2], p = t$p.value) },
  c("five", "sleep1", "two", "same", "five"), c("seven", "sleep2", "five", "five", "five")), "mean_difference.csv")

# ---- net_promoter.csv: score interval by profiling the trinomial likelihood numerically (no closed form), roots by uniroot
score_z <- function(theta, b, m, c) { # z of the true score theta; nuisance share of detractors q by maximum likelihood
  n <- b + m + c
  ll <- function(q) { t <- function(k, p) if (k == 0) 0 else k * log(p); t(b, q + theta) + t(c, q) + t(m, 1 - 2 * q - theta) }
  q <- optimize(ll, c(max(0, -theta) , (1 - theta) / 2), maximum = TRUE, tol = 1e-14)$maximum
  for (edge in c(max(0, -theta), (1 - theta) / 2)) { v <- suppressWarnings(ll(edge)); if (is.finite(v) && v >= ll(q)) q <- edge }
  (b - c - n * theta) / sqrt(n * (2 * q + theta * (1 - theta)))
}
nps_limits <- function(b, m, c) {
  d <- (b - c) / (b + m + c); z <- qnorm(.975)
  lo <- if (d == -1) -1 else uniroot(function(t) score_z(t, b, m, c) - z, c(-1 + 1e-9, d - 1e-7), tol = 1e-13)$root
  up <- if (d == 1) 1 else uniroot(function(t) score_z(t, b, m, c) + z, c(d + 1e-7, 1 - 1e-9), tol = 1e-13)$root
  c(lo, up)
}
nps_sets <- list("a common month" = c(40, 35, 25), "few answers" = c(5, 3, 2), "all promoters" = c(12, 0, 0), "all passive" = c(0, 9, 0), "all detractors" = c(0, 0, 7), "no detractors" = c(6, 4, 0), "many answers" = c(5200, 2900, 1900), "one answer" = c(1, 0, 0))
save_rows(lapply(names(nps_sets), function(k) { s <- nps_sets[[k]]; n <- sum(s); d <- (s[1] - s[3]) / n; l <- nps_limits(s[1], s[2], s[3])
  row(why = k, promoters = s[1], passives = s[2], detractors = s[3], value = d, error = sqrt(((s[1] + s[3]) / n - d^2) / n), lower = l[1], upper = l[2]) }), "net_promoter.csv")
save_rows(Map(function(a, b) { s <- nps_sets[[a]]; t <- nps_sets[[b]]
  v <- function(s) { n <- sum(s); (s[1] + s[3]) / n - ((s[1] - s[3]) / n)^2 }
  d1 <- (s[1] - s[3]) / sum(s); d2 <- (t[1] - t[3]) / sum(t); l1 <- nps_limits(s[1], s[2], s[3]); l2 <- nps_limits(t[1], t[2], t[3])
  se <- sqrt(v(s + t) * (1 / sum(s) + 1 / sum(t)))
  row(why = paste(a, "against", b), first = paste(s, collapse = ";"), second = paste(t, collapse = ";"), value = d1 - d2,
    lower = max(-2, d1 - d2 - sqrt((d1 - l1[1])^2 + (l2[2] - d2)^2)), upper = min(2, d1 - d2 + sqrt((l1[2] - d1)^2 + (d2 - l2[1])^2)),
    p = if (se == 0) 1 else 2 * pnorm(-abs((d1 - d2) / se))) },
  c("a common month", "few answers", "all promoters", "all promoters", "all passive"), c("many answers", "a common month", "all detractors", "all promoters", "all passive")), "net_promoter_change.csv")

# ---- power_of_halving.csv: every count tried against poisson.test's upper limit
save_rows(Map(function(why, x0, t0, t1) {
  convincing <- -1; x <- 0
  while (x0 > 0 && poisson.test(c(x, x0), c(t1, t0))$conf.int[2] < 1) { convincing <- x; x <- x + 1 }
  row(why = why, before = x0, before_exposure = t0, after_exposure = t1, most = if (convincing < 0) NA else convincing, power = if (convincing < 0) 0 else ppois(convincing, .5 * x0 / t0 * t1))
}, c("six months against nine", "six months against three", "few before, long after", "seen only at one or none", "too few before: not even none convinces", "many", "one month after many", "nothing before"),
   c(40, 40, 3, 6, 4, 400, 60, 0), c(600, 600, 100, 600, 600, 6000, 600, 600), c(900, 300, 1000, 900, 900, 9000, 100, 900)), "power_of_halving.csv")

# ---- overdispersed_tails.csv: pnbinom, dnbinom
save_rows(Map(function(why, x, m, s) row(why = why, observed = x, expected = m, size = s,
  at_least = pnbinom(x - 1, size = s, mu = m, lower.tail = FALSE), at_most = pnbinom(x, size = s, mu = m),
  mid_at_least = pnbinom(x, size = s, mu = m, lower.tail = FALSE) + dnbinom(x, size = s, mu = m) / 2, mid_at_most = pnbinom(x - 1, size = s, mu = m) + dnbinom(x, size = s, mu = m) / 2),
  c("clustered, twelve against three", "nothing seen", "nothing expected", "nearly Poisson", "a far tail", "wild"),
  c(12, 0, 0, 9, 150, 30), c(3, 5, 0, 4, 20, 2), c(2, 1.5, 2, 1e5, 8, .3)), "overdispersed_tails.csv")

# ---- small_shifts.csv: the sums and averages of Montgomery 6th ed., table 9.1, computed value by value
x <- c(9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08, 9.37, 10.62, 10.31, 8.52, 10.84,
  10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52)
high <- Reduce(function(s, v) max(0, s + v - 10.5), x, 0, accumulate = TRUE)[-1]
low <- Reduce(function(s, v) max(0, s + 9.5 - v), x, 0, accumulate = TRUE)[-1]
ewma <- Reduce(function(s, v) .1 * v + .9 * s, x, 10, accumulate = TRUE)[-1]
half <- 2.7 * sqrt(.1 / 1.9 * (1 - .9^(2 * seq_along(x))))
save_rows(list(row(value = x, high = high, low = low, ewma = ewma, lower = 10 - half, upper = 10 + half)), "small_shifts.csv")

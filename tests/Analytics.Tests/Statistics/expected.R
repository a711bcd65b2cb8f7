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
}, c("breast cancer after fluoroscopy, R help of poisson.test", "halved", "gone after rectification", "new after nothing", "nothing on either side", "one against one", "unequal exposure", "far apart", "the interval just leaves out 1"),
   c(11, 10, 0, 7, 0, 1, 30, 400, 5),
   c(800, 1000, 900, 10, 10, 3, 12.5, 100, 100),
   c(21, 20, 12, 0, 0, 1, 300, 60, 15),
   c(3011, 1000, 600, 60, 20, 4, 250, 100, 101)), "rate_ratio.csv")

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

# Chances of "the month or the three months together are as surprising or more", by adding up every pair of counts. Rscript joint.R > joint.csv
nb <- function(x, m, ex) if (ex < 1e-9) dpois(x, m) else dnbinom(x, size = 1 / ex, mu = m)
joint <- function(why, a, s, ma, ms, v, phi) {
  ex <- function(m) v + (phi - 1) / m; top <- 400; x <- 0:top; b0 <- ms - ma
  mid <- function(p) rev(cumsum(rev(p))) - p / 2; low <- function(p) cumsum(p) - p / 2
  pa <- nb(x, ma, ex(ma)); ps <- nb(x, ms, ex(ms)); ua <- mid(pa); us <- mid(ps); da <- low(pa); ds <- low(ps)
  up <- min(ua[a + 1], us[s + 1]); down <- min(da[a + 1], ds[s + 1]); r <- f <- 0; tol <- 1e-9
  for (y in x) {
    mb <- b0 * (1 / v + y / phi) / (1 / v + ma / phi); exb <- 1 / (1 / v + y / phi) + (phi - 1) / mb
    z <- 0:(top - y); w <- pa[y + 1] * nb(z, mb, exb)
    su <- pmin(ua[y + 1], us[y + z + 1]); sd <- pmin(da[y + 1], ds[y + z + 1])
    r <- r + sum(w * ((su < up * (1 - tol)) + (su <= up * (1 + tol)))) / 2
    f <- f + sum(w * ((sd < down * (1 - tol)) + (sd <= down * (1 + tol)))) / 2
  }
  cat(sprintf("%s,%d,%d,%g,%g,%g,%g,%.10g,%.10g\n", why, a, s, ma, ms, v, phi, r, f))
}
cat("why,now,window,now_expected,window_expected,variance,dispersion,rise,fall\n")
joint("a month that stands out", 9, 15, 3, 9, .01, 1)
joint("three months of moderate excess", 6, 18, 3, 9, .01, 1)
joint("nothing unusual", 3, 9, 3, 9, .01, 1)
joint("clusters", 14, 30, 6, 18, .02, 2)
joint("a rare fault", 2, 3, .2, .6, .1, 1)
joint("a fall", 3, 12, 10, 30, .01, 1.5)
joint("none at all", 0, 0, 4, 12, .02, 1)

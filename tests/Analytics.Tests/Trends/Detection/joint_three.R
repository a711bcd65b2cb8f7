# Chances of "the month, the three or the six months together are as surprising or more", by adding up every triple of counts. Rscript joint_three.R > joint_three.csv
nb <- function(x, m, ex) if (ex < 1e-9) dpois(x, m) else dnbinom(x, size = 1 / ex, mu = m)
given <- function(seen, m, more, v, phi) { k <- 1 / v; mean <- more * (k + seen / phi) / (k + m / phi); c(mean, 1 / (k + seen / phi) + (phi - 1) / mean) }
joint <- function(why, a, s, l, ma, ms, ml, v, phi) {
  ex <- function(m) v + (phi - 1) / m; top <- 160; x <- 0:top
  mid <- function(p) rev(cumsum(rev(p))) - p / 2; low <- function(p) cumsum(p) - p / 2
  p <- list(nb(x, ma, ex(ma)), nb(x, ms, ex(ms)), nb(x, ml, ex(ml))); u <- lapply(p, mid); d <- lapply(p, low)
  up <- min(u[[1]][a + 1], u[[2]][s + 1], u[[3]][l + 1]); down <- min(d[[1]][a + 1], d[[2]][s + 1], d[[3]][l + 1]); r <- f <- 0; tol <- 1e-9
  for (y in x) for (z in 0:(top - y)) {
    b <- given(y, ma, ms - ma, v, phi); w <- p[[1]][y + 1] * nb(z, b[1], b[2]); if (w < 1e-16) next
    c <- given(y + z, ms, ml - ms, v, phi); k <- 0:(top - y - z); w <- w * nb(k, c[1], c[2])
    su <- pmin(u[[1]][y + 1], u[[2]][y + z + 1], u[[3]][y + z + k + 1]); sd <- pmin(d[[1]][y + 1], d[[2]][y + z + 1], d[[3]][y + z + k + 1])
    r <- r + sum(w * ((su < up * (1 - tol)) + (su <= up * (1 + tol)))) / 2
    f <- f + sum(w * ((sd < down * (1 - tol)) + (sd <= down * (1 + tol)))) / 2
  }
  cat(sprintf("%s,%d,%d,%d,%g,%g,%g,%g,%g,%.10g,%.10g\n", why, a, s, l, ma, ms, ml, v, phi, r, f))
}
cat("why,now,window,lasting,now_expected,window_expected,lasting_expected,variance,dispersion,rise,fall\n")
joint("a month that stands out", 9, 15, 24, 3, 9, 18, .01, 1)
joint("three months of moderate excess", 6, 18, 27, 3, 9, 18, .01, 1)
joint("a slow ramp", 5, 14, 31, 3, 9, 18, .02, 1)
joint("a cured fault", 2, 6, 11, 5, 15, 30, .01, 1.2)
joint("nothing unusual", 3, 9, 18, 3, 9, 18, .01, 1)
joint("clusters", 12, 24, 40, 4, 12, 24, .02, 2)
joint("a rare fault", 2, 3, 4, .2, .6, 1.2, .1, 1)
joint("none at all", 0, 0, 0, 1.5, 4.5, 9, .02, 1)

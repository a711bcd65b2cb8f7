# Expected values of the models, made with R: Rscript expected_models.R (in this folder). Packages MASS and survival.
suppressMessages({library(MASS); library(survival)})
f <- function(x) paste(trimws(formatC(x, digits = 12, format = "g")), collapse = ";")
out <- function(file, rows) { d <- do.call(rbind, lapply(rows, function(r) as.data.frame(r, stringsAsFactors = FALSE))); write.csv(d, file, row.names = FALSE) }

# ---- count_regression.csv: glm(quasipoisson) and glm.nb with an offset
set.seed(4)
t <- 1:36; season <- sin(2 * pi * t / 12); e <- round(1000 + 30 * t + 200 * runif(36))
sets <- list(
  list(why = "trend and season over a growing base", x = cbind(1, t / 12, season), e = e, y = rnbinom(36, size = 4, mu = e / 80 * exp(.1 * t / 12 + .4 * season))),
  list(why = "few events", x = cbind(1, t / 12), e = rep(1, 36), y = rpois(36, .4)),
  list(why = "two groups", x = cbind(1, rep(0:1, each = 10)), e = rep(c(5, 8), 10), y = c(3, 9, 2, 4, 14, 6, 1, 8, 5, 7, 9, 20, 4, 31, 6, 12, 18, 2, 25, 10)),
  list(why = "quakes of R, by depth", x = cbind(1, as.numeric(scale(tapply(quakes$depth, cut(quakes$lat, 15), mean)))), e = rep(1, 15), y = as.numeric(table(cut(quakes$lat, 15)))))
out("count_regression.csv", lapply(sets, function(s) {
  q <- glm(s$y ~ s$x - 1 + offset(log(s$e)), family = quasipoisson, control = list(epsilon = 1e-14, maxit = 100))
  nb <- suppressWarnings(try(glm.nb(s$y ~ s$x - 1 + offset(log(s$e)), control = glm.control(epsilon = 1e-14, maxit = 500)), silent = TRUE))
  ok <- !inherits(nb, "try-error") && nb$theta < 1e4
  list(why = s$why, columns = ncol(s$x), design = f(as.vector(t(s$x))), counts = f(s$y), exposure = f(s$e),
    coefficients = f(coef(q)), errors = f(summary(q)$coefficients[, 2]), dispersion = f(summary(q)$dispersion), deviance = f(deviance(q)),
    nb_coefficients = if (ok) f(coef(nb)) else "NA", nb_errors = if (ok) f(summary(nb)$coefficients[, 2]) else "NA", size = if (ok) f(nb$theta) else "NA")
}))

# ---- nelson_aalen.csv: survfit's cumhaz on the cases of survival_cases.csv
cases <- read.csv("survival_cases.csv")
out("nelson_aalen.csv", unlist(lapply(split(cases, cases$set), function(d) {
  d <- d[rep(seq_len(nrow(d)), d$count), ]; s <- survfit(Surv(time, event) ~ 1, data = d)
  lapply(seq_along(s$time), function(i) list(set = d$set[1], time = s$time[i], hazard = f(s$cumhaz[i]), error = f(s$std.chaz[i])))
}), recursive = FALSE))

# ---- cumulative.csv: survfit with id (robust) on bladder tumours, as counting process, and on lives that begin late
b <- bladder2[, c("id", "start", "stop", "event")]
lives <- function(d) lapply(split(d, d$id), function(u) list(from = min(u$start), to = max(u$stop), events = u$stop[u$event == 1]))
late <- data.frame(id = c(1, 1, 2, 2, 2, 3, 4, 4, 5), start = c(0, 4, 2, 5, 9, 0, 6, 8, 3), stop = c(4, 10, 5, 9, 12, 7, 8, 15, 11), event = c(1, 0, 1, 1, 0, 0, 1, 0, 1))
units <- list(); steps <- list()
for (k in c("bladder", "late")) { d <- if (k == "bladder") b else late
  for (u in lives(d)) units[[length(units) + 1]] <- list(set = k, from = u$from, to = u$to, events = if (length(u$events)) f(u$events) else "NA")
  s <- survfit(Surv(start, stop, event) ~ 1, data = d, id = d$id, robust = TRUE)
  for (i in which(s$n.event > 0)) steps[[length(steps) + 1]] <- list(set = k, age = s$time[i], mean = f(s$cumhaz[i]), error = f(s$std.chaz[i])) }
out("cumulative_units.csv", units); out("cumulative.csv", steps)

# ---- weibull.csv: survreg without truncation; with it the likelihood by optim (BFGS, from several starts)
ll <- function(p, a, d, e) { k <- exp(p[1]); s <- exp(p[2]); -sum(d * (log(k) - log(s) + (k - 1) * log(a / s)) - (a / s)^k + (e / s)^k) }
wb <- function(why, a, d, e = rep(0, length(a))) {
  p <- c(0, log(mean(a))); for (i in 1:20) p <- optim(p, ll, a = a, d = d, e = e, method = "BFGS", control = list(reltol = 1e-16, maxit = 1000))$par
  h <- optimHess(p, ll, a = a, d = d, e = e, control = list(ndeps = c(1e-4, 1e-4))); se <- sqrt(diag(solve(h)))
  if (all(e == 0)) { r <- survreg(Surv(a, d) ~ 1, control = survreg.control(rel.tolerance = 1e-14)); p <- c(-log(r$scale), coef(r)); se <- sqrt(diag(vcov(r)))[2:1] }
  list(why = why, ages = f(a), events = f(d), from = f(e), shape = f(exp(p[1])), shape_lower = f(exp(p[1] - qnorm(.975) * se[1])), shape_upper = f(exp(p[1] + qnorm(.975) * se[1])),
    scale = f(exp(p[2])), scale_lower = f(exp(p[2] - qnorm(.975) * se[2])), scale_upper = f(exp(p[2] + qnorm(.975) * se[2]))) }
set.seed(9); w <- round(rweibull(60, 1.8, 20), 3); c1 <- round(runif(60, 5, 30), 3); e <- round(runif(60, 0, 8), 3); keep <- pmin(w, c1) > e
out("weibull.csv", list(
  wb("lung cancer of R's survival", lung$time, lung$status - 1),
  wb("early failures", c(1, 2, 2, 3, 5, 9, 30, 60, 60, 60, 60, 60), c(rep(1, 7), rep(0, 5))),
  wb("watched from later on", pmin(w, c1)[keep], as.numeric(w <= c1)[keep], e[keep]),
  wb("two failures", c(4, 9, 12, 12), c(1, 1, 0, 0))))

# ---- change_points.csv: every segmentation of short series tried
best <- function(y, e, disp = 1) { n <- length(y); pen <- 3 * log(n) * disp / 2; top <- -Inf; arg <- NULL
  for (m in 0:(2^(n - 1) - 1)) { cuts <- c(0, which(bitwAnd(m, 2^(0:(n - 2))) > 0), n)
    v <- -pen * (length(cuts) - 2); for (i in 2:length(cuts)) { s <- (cuts[i - 1] + 1):cuts[i]; k <- sum(y[s]); if (k > 0) v <- v + k * log(k / sum(e[s])) }
    if (v > top + 1e-9) { top <- v; arg <- cuts[-length(cuts)] } }; arg }
cp <- function(why, y, e = rep(1, length(y)), disp = 1) list(why = why, counts = f(y), exposure = f(e), dispersion = disp, firsts = f(best(y, e, disp)))
out("change_points.csv", list(cp("constant", c(5, 6, 4, 5, 7, 5, 4, 6, 5, 5, 6, 4)), cp("one step", c(4, 5, 3, 4, 5, 4, 12, 14, 11, 13, 15, 12)), cp("up and back", c(2, 1, 3, 2, 15, 18, 14, 2, 1, 2, 3, 1, 2, 2)),
  cp("exposure explains it", c(4, 5, 4, 5, 9, 10, 9, 10, 8, 10), c(1, 1, 1, 1, 2, 2, 2, 2, 2, 2)), cp("none, then some", c(0, 0, 0, 0, 0, 0, 3, 4, 3, 5)), cp("clusters hide it", c(4, 5, 3, 4, 5, 4, 9, 8, 9, 10, 8, 9), disp = 3), cp("nothing at all", rep(0, 8))))

# ---- shrinkage.csv: marginal likelihood by nlm, posterior by qgamma
sh <- function(why, y, e) { g <- function(p) -sum(dnbinom(y, size = exp(p[1]), mu = exp(p[2]) * e, log = TRUE))
  p <- c(0, log(sum(y) / sum(e))); for (i in 1:10) p <- optim(p, g, method = "BFGS", control = list(reltol = 1e-16, maxit = 1000))$par; a <- exp(p[1]); m <- exp(p[2])
  list(why = why, counts = f(y), exposure = f(e), shape = f(a), mean = f(m), rates = f((a + y) / (a / m + e)), lower = f(qgamma(.025, a + y, a / m + e)), upper = f(qgamma(.975, a + y, a / m + e))) }
out("shrinkage.csv", list(sh("batches of very different size", c(1, 0, 3, 20, 5, 0, 90, 2), c(10, 15, 200, 2100, 300, 40, 3000, 20)), sh("offices", c(12, 3, 30, 8, 22, 5, 16), c(100, 80, 150, 120, 90, 60, 110))))

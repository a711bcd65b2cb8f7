# Makes the series of the detection study and judges them with surveillance::farringtonFlexible.
#   Rscript bench/Detection/series.R FOLDER [SERIES [FAMILIES]]        default 200 and 20
# Writes FOLDER/steps.csv, FOLDER/families.csv, FOLDER/falls.csv (the series) and, month by month, FOLDER/steps_farrington.csv, FOLDER/families_farrington.csv.
# Debian's r-cran-surveillance; the issue of it that was used is printed.
suppressMessages(library(surveillance)); library(parallel)
args <- commandArgs(TRUE); out <- args[1]; n <- if (length(args) > 1) as.integer(args[2]) else 200L; families <- if (length(args) > 2) as.integer(args[3]) else 20L
cat("surveillance", as.character(packageVersion("surveillance")), "\n")
set.seed(20261031)
draw <- function(mu, phi) if (phi == 1) rpois(length(mu), mu) else rnbinom(length(mu), size = mu / (phi - 1), mu = mu)
means <- function(k) exp(runif(k, log(.5), log(20)))

# 60 months of history, 12 judged; a yearly swing of .6 on the log scale where seasonal.
shape <- function(kind) {
  after <- c(rep(0, 60), 1:12)
  season <- exp(.6 * sin(2 * pi * (1:72) / 12))
  switch(kind, control = rep(1, 72), step1.5 = ifelse(after > 0, 1.5, 1), step2 = ifelse(after > 0, 2, 1), step3 = ifelse(after > 0, 3, 1),
    ramp = 1 + 2 * after / 12, season = season, season_step2 = season * ifelse(after > 0, 2, 1))
}
steps <- do.call(rbind, unlist(lapply(c(1, 2), function(phi) lapply(c("control", "step1.5", "step2", "step3", "ramp", "season", "season_step2"), function(kind)
  do.call(rbind, lapply(seq_len(if (kind %in% c("control", "season")) 2 * n else n), function(i) { mu <- means(1) * shape(kind);
    data.frame(kind = kind, phi = phi, series = i, period = 1:72, mean = signif(mu, 6), count = draw(mu, phi)) })))), recursive = FALSE))
write.csv(steps, file.path(out, "steps.csv"), row.names = FALSE, quote = FALSE)

# Families of 300 series; the first five rise by 2.5 in the last three of 63 months.
fam <- do.call(rbind, unlist(lapply(c(1, 2), function(phi) lapply(seq_len(families), function(f) do.call(rbind, lapply(1:300, function(i) {
  mu <- rep(means(1), 63) * c(rep(1, 60), rep(if (i <= 5) 2.5 else 1, 3))
  data.frame(kind = paste0("family", f), phi = phi, series = i, period = 1:63, mean = signif(mu, 6), count = draw(mu, phi)) })))), recursive = FALSE))
write.csv(fam, file.path(out, "families.csv"), row.names = FALSE, quote = FALSE)

# Falls to a half and to three tenths, means 2 to 20: a rarer fault has nowhere to fall. farringtonFlexible isn't asked; it looks for rises.
set.seed(20261102)
falls <- do.call(rbind, unlist(lapply(c(1, 2), function(phi) lapply(c(.5, .3), function(to) do.call(rbind, lapply(seq_len(n), function(i) {
  mu <- rep(exp(runif(1, log(2), log(20))), 72) * c(rep(1, 60), rep(to, 12))
  data.frame(kind = paste0("fall", to), phi = phi, series = i, period = 1:72, mean = signif(mu, 6), count = draw(mu, phi)) })))), recursive = FALSE))
write.csv(falls, file.path(out, "falls.csv"), row.names = FALSE, quote = FALSE)

# One-sided p-value of each judged month: five years back as far as they reach, three months' half window, season by four factors, trend when it is
# significant, past outbreaks down-weighted, the last six months left out, negative binomial plug-in.
judge <- function(y, at) tryCatch({
  s <- sts(y, start = c(2021, 1), frequency = 12)
  r <- farringtonFlexible(s, control = list(range = at, b = 4, w = 3, noPeriods = 4, reweight = TRUE, weightsThreshold = 2.58, trend = TRUE, pThresholdTrend = .05,
    limit54 = c(0, 1), pastWeeksNotIncluded = 6, thresholdMethod = "nbPlugin", alpha = .01, verbose = FALSE))
  as.numeric(r@control$pvalue) }, error = function(e) rep(NA, length(at)))
run <- function(d, at, file) {
  parts <- split(d, list(d$kind, d$phi, d$series), drop = TRUE)
  time <- system.time(p <- mclapply(parts, function(x) data.frame(kind = x$kind[1], phi = x$phi[1], series = x$series[1], period = at, p = suppressWarnings(judge(x$count, at))), mc.cores = 2))[["elapsed"]]
  write.csv(do.call(rbind, p), file.path(out, file), row.names = FALSE, quote = FALSE)
  cat(file, length(parts) * length(at), "months of series judged in", round(time, 1), "s on 2 cores\n")
}
run(steps, 61:72, "steps_farrington.csv")
run(fam, 63, "families_farrington.csv")

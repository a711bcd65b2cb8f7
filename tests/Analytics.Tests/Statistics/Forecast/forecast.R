# Monthly series that R ships, the last 12 months held out: what forecast::ets and forecast::snaive say of them. Rscript forecast.R   (Debian's r-cran-forecast)
# series.csv: every value. ets.csv: model, log likelihood, AICc and the 12 forecasts with 95 % limits; scaled error = mean absolute error / in-sample mean
# absolute seasonal difference (Hyndman and Koehler 2006). snaive.csv: the same of seasonal naive.
suppressMessages(library(forecast)); cat("forecast", as.character(packageVersion("forecast")), "\n")
all <- list(AirPassengers = AirPassengers, USAccDeaths = USAccDeaths, UKDriverDeaths = UKDriverDeaths, nottem = nottem, ldeaths = ldeaths, mdeaths = mdeaths, fdeaths = fdeaths, co2 = co2,
  SeatbeltsFront = Seatbelts[, "front"], SeatbeltsRear = Seatbelts[, "rear"], SeatbeltsKms = Seatbelts[, "kms"], VanKilled = Seatbelts[, "VanKilled"])
series <- ets <- naive <- NULL
for (n in names(all)) { y <- all[[n]]; k <- length(y) - 12; x <- ts(y[1:k], frequency = 12, start = start(y)); out <- y[k + 1:12]
  scale <- mean(abs(diff(x, 12))); m <- forecast::ets(x); f <- forecast(m, 12, level = 95); s <- snaive(x, 12, level = 95)
  row <- function(f, ...) data.frame(series = n, ..., step = 1:12, actual = out, mean = signif(as.numeric(f$mean), 10), lower = signif(as.numeric(f$lower), 10), upper = signif(as.numeric(f$upper), 10), scale = signif(scale, 10))
  series <- rbind(series, data.frame(series = n, period = seq_along(y), value = as.numeric(y)))
  ets <- rbind(ets, row(f, model = gsub(",", "", m$method), aicc = signif(m$aicc, 9), loglik = signif(m$loglik, 9))); naive <- rbind(naive, row(s)) 
  cat(sprintf("%-15s %-12s MASE %.3f covered %d of 12; snaive %.3f, %d\n", n, m$method, mean(abs(f$mean - out)) / scale, sum(out >= f$lower & out <= f$upper), mean(abs(s$mean - out)) / scale, sum(out >= s$lower & out <= s$upper))) }
write.csv(series, "series.csv", row.names = FALSE, quote = FALSE); write.csv(ets, "ets.csv", row.names = FALSE, quote = FALSE); write.csv(naive, "snaive.csv", row.names = FALSE, quote = FALSE)
e <- function(d) tapply(abs(d$actual - d$mean) / d$scale, d$series, mean); cat("mean MASE ets", mean(e(ets)), "snaive", mean(e(naive)), "; covered", mean(ets$actual >= ets$lower & ets$actual <= ets$upper), mean(naive$actual >= naive$lower & naive$actual <= naive$upper), "\n")

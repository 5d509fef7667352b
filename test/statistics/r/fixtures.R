# Figures of base R that test/statistics holds the program's own against:
#   Rscript test/statistics/r/fixtures.R > test/statistics/r/fixtures.json
options(digits = 17, scipen = -1)
num <- function(x) paste0("[", paste(formatC(x, digits = 17, format = "g"), collapse = ","), "]")
obj <- function(...) { a <- list(...); paste0("{", paste(sprintf('"%s":%s', names(a), unlist(a)), collapse = ","), "}") }
arr <- function(items) paste0("[", paste(unlist(items), collapse = ",\n  "), "]")
set.seed(20261127)

tails <- expand.grid(x = c(0.01, 0.5, 2.3, 7.8, 10, 30, 60, 120, 300, 1400), df = c(1, 2, 3, 5, 9, 10, 39, 40, 399, 400, 999))
tail <- obj(x = num(tails$x), df = num(tails$df), p = num(pchisq(tails$x, tails$df, lower.tail = FALSE)))

tau <- lapply(1:20, function(i) {
  n <- sample(3:40, 1)
  x <- round(rnorm(n), sample(0:2, 1)); y <- round(x * runif(1, -1, 1) + rnorm(n), sample(0:2, 1))
  t <- suppressWarnings(cor(x, y, method = "kendall"))
  obj(x = num(x), y = num(y), tau = if (is.na(t)) "null" else formatC(t, digits = 17, format = "g"))
})

# W by its formula from rank(), ties averaged; its Friedman twin: statistic = m (n - 1) W.
w <- lapply(1:15, function(i) {
  m <- sample(3:12, 1); n <- sample(4:30, 1)
  v <- matrix(pmin(3, pmax(0, round(rep(rnorm(n), each = m) + rnorm(m * n)))), m, n)
  obj(ratings = paste0("[", paste(apply(v, 1, num), collapse = ","), "]"),
      chiSquare = formatC(unname(friedman.test(v)$statistic), digits = 17, format = "g"),
      p = formatC(friedman.test(v)$p.value, digits = 17, format = "g"),
      w = formatC(unname(friedman.test(v)$statistic) / (m * (n - 1)), digits = 17, format = "g"))
})

moments <- lapply(1:8, function(i) {
  v <- sample(c(100, 80, 60, 40), sample(2:60, 1), TRUE)
  obj(values = num(v), mean = formatC(mean(v), digits = 17, format = "g"), sd = formatC(sd(v), digits = 17, format = "g"))
})

pairs <- lapply(1:8, function(i) {
  n <- sample(2:40, 1); x <- round(rnorm(n), 2); y <- round(0.4 * x + rnorm(n), 2)
  obj(x = num(x), y = num(y), r = formatC(cor(c(x, y), c(y, x)), digits = 17, format = "g"))
})

cat(obj(tail = tail, tau = arr(tau), w = arr(w), moments = arr(moments), pairs = arr(pairs)), "\n")

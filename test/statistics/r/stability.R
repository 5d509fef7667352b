# What R says of the statistics of `appraise stability`; its output is kept beside it as stability.json.
# Rscript test/statistics/r/stability.R > test/statistics/r/stability.json
options(digits = 17, warn = 2)
num <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ","), "]")
mat <- function(m) paste0("[", paste(apply(m, 1, num), collapse = ","), "]")
obj <- function(...) { a <- list(...); paste0("{", paste(sprintf("\"%s\":%s", names(a), unlist(a)), collapse = ","), "}") }
arr <- function(x) paste0("[", paste(unlist(x), collapse = ","), "]")

# 1. The sum of n draws from n ballots: n-fold convolution of one draw, term by term.
one <- function(counts, values) { p <- numeric(max(values) + 1); for (i in seq_along(values)) p[values[i] + 1] <- p[values[i] + 1] + counts[i] / sum(counts); p }
times <- function(a, b) { s <- numeric(length(a) + length(b) - 1); for (i in seq_along(a)) s[i - 1 + seq_along(b)] <- s[i - 1 + seq_along(b)] + a[i] * b; s }
sums <- lapply(list(list(c(20, 15, 4, 1), 3:0), list(c(1, 0, 2), c(0, 1, 2)), list(c(3, 5, 7, 9, 1), c(0, 1, 4, 9, 10)), list(c(150, 100, 40, 10), 3:0)), function(c) {
  p <- one(c[[1]], c[[2]]); all <- 1; for (i in seq_len(sum(c[[1]]))) all <- times(all, p)
  obj(counts = num(c[[1]]), values = num(c[[2]]), chances = num(all))
})

# 2. Quantiles, type 1.
set.seed(1)
ranks <- lapply(c(1, 2, 7, 40, 2000), function(n) {
  x <- sample(1:30, n, replace = TRUE); p <- c(1, 25, 50, 250, 500, 750, 900, 950, 975, 999) / 1000
  obj(x = num(x), above = num(p * 1000), quantiles = num(unname(quantile(x, p, type = 1))))
})

# 3. Gamma: the points below which tenths of it lie; Dirichlet: means and covariances (Kotz, Balakrishnan & Johnson 2000, ch. 49).
gammas <- lapply(c(0.3, 1, 2.5, 60, 160), function(a) obj(shape = a, tenths = num(qgamma((1:9) / 10, a))))
normal <- num(qnorm((1:9) / 10))
a <- 400 * c(0.30, 0.40, 0.15, 0.15); s <- sum(a)
cov <- -outer(a, a) / (s^2 * (s + 1)); diag(cov) <- a * (s - a) / (s^2 * (s + 1))
moments <- obj(alpha = num(a), mean = num(a / s), covariance = mat(cov))

# 4. Triantaphyllou & Sanchez (1997), the paper's example of the weighted sum model: four criteria, four alternatives.
w <- c(0.3277, 0.3058, 0.2876, 0.0790)
m <- matrix(c(0.3088, 0.2897, 0.3867, 0.1922, 0.2163, 0.3458, 0.1755, 0.6288, 0.4509, 0.2473, 0.1194, 0.0575, 0.0240, 0.1172, 0.3184, 0.1215), 4, byrow = TRUE)
P <- as.vector(m %*% w)
# theorem 1: delta[k, i, j] = (P_j - P_i) / (a_jk - a_ik), feasible where it is at most w_k; and the weight itself once all are normalised.
pairs <- arr(apply(combn(4, 2), 2, function(ij) arr(lapply(1:4, function(k) {
  i <- ij[1]; j <- ij[2]; d <- (P[j] - P[i]) / (m[j, k] - m[i, k])
  v <- w; v[k] <- w[k] - d; v <- v / sum(v)
  # found anew without the formula: the others rescaled, and the crossing sought
  f <- function(t) { u <- w * (1 - t) / (sum(w) - w[k]); u[k] <- t; sum(u * (m[i, ] - m[j, ])) }
  root <- if (d <= w[k] && f(0) * f(1) < 0) uniroot(f, c(0, 1), tol = 1e-15)$root else NA
  obj(i = i - 1, j = j - 1, k = k - 1, delta = sprintf("%.17g", d), percent = sprintf("%.17g", 100 * d / w[k]), feasible = tolower(d <= w[k]), normalised = sprintf("%.17g", v[k]), sought = if (is.na(root)) "null" else sprintf("%.17g", root))
}))))
sanchez <- obj(weights = num(w), matrix = mat(m), preferences = num(P), pairs = pairs)

# 5. The first weight at which somebody changes sides, by trying every weight of a fine grid that meets no half exactly.
half.up <- function(x) floor(x * 100 + 0.5) / 100
tried <- lapply(1:12, function(case) {
  set.seed(100 + case)
  n <- 8; w <- c(0.3, 0.4, 0.15, 0.15); x <- matrix(sample(7800:8300, 4 * n, replace = TRUE) / 100, n); plus <- sample(c(0, 0, 0.5, -1), n, replace = TRUE); b <- (case - 1) %% 4 + 1; k <- 3
  totals <- function(t) { u <- w * (1 - t) / (1 - w[b]); u[b] <- t; round(half.up(as.vector(x %*% u) + plus + 1e-11) * 100) }
  side <- function(T) sapply(seq_len(n), function(p) { at <- sum(T <= T[p]); below <- sum(T < T[p]); if (at <= k) 0 else if (below < k) 1 else 2 })
  now <- side(totals(w[b])); step <- pi / 2^17
  first <- function(to) { t <- w[b]; found <- rep(NA, n); i <- 0
    repeat { i <- i + 1; t <- w[b] + sign(to - w[b]) * (i - 0.5) * step; if (t < 0 || t > 1) break; s <- side(totals(t)); found[is.na(found) & s != now] <- t }
    found }
  txt <- function(v) paste0("[", paste(ifelse(is.na(v), "null", sprintf("%.17g", v)), collapse = ","), "]")
  obj(block = b - 1, k = k, step = sprintf("%.17g", step), values = mat(round(x * 100)), plus = num(round(plus * 100)), sides = num(now), down = txt(first(0)), up = txt(first(1)))
})

# 6. The chance of every side in a tiny group, by going through all that can be drawn: one class of ballots, two or three people.
multi <- function(counts) { n <- sum(counts); g <- expand.grid(rep(list(0:n), length(counts))); g <- g[rowSums(g) == n, ]; list(g = as.matrix(g), p = apply(g, 1, dmultinom, prob = counts / n)) }
exact <- lapply(list(list(c(2, 1, 0, 0), c(1, 2, 0, 0)), list(c(2, 1, 1, 0), c(1, 2, 1, 0), c(1, 1, 1, 1)), list(c(3, 0, 0, 0), c(0, 3, 0, 0), c(2, 0, 1, 0))), function(people) {
  worth <- c(100, 80, 60, 40); all <- lapply(people, multi); n <- length(people)
  score <- lapply(all, function(m) half.up(as.vector(m$g %*% worth) / rowSums(m$g) + 1e-11))
  g <- as.matrix(expand.grid(lapply(all, function(m) seq_along(m$p)))); within <- held <- numeric(n); ranks <- matrix(0, n, n)
  for (r in seq_len(nrow(g))) {
    p <- prod(sapply(seq_len(n), function(i) all[[i]]$p[g[r, i]])); T <- round(100 * sapply(seq_len(n), function(i) score[[i]][g[r, i]]))
    for (i in seq_len(n)) { at <- sum(T <= T[i]); below <- sum(T < T[i]); if (at <= 1) within[i] <- within[i] + p else if (below < 1) held[i] <- held[i] + p; rk <- 1 + sum(T > T[i]); ranks[i, rk] <- ranks[i, rk] + p }
  }
  obj(people = arr(lapply(people, num)), within = num(within), held = num(held), ranks = mat(ranks))
})
errors <- arr(lapply(list(c(0, 10), c(3, 10), c(1000, 2000), c(37, 2000)), function(h) obj(hits = h[1], draws = h[2], error = sprintf("%.17g", sqrt(h[1] / h[2] * (1 - h[1] / h[2]) / h[2])))))

cat(obj(sums = arr(sums), ranks = arr(ranks), gammas = arr(gammas), normal = normal, dirichlet = moments, sanchez = sanchez, tried = arr(tried), exact = arr(exact), errors = errors), "\n")

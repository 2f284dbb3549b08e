// What a sample says of the whole: the one-sided 95 % bound, exact (docs/dossier-format.md §8.9), and the size that a bound needs.
//
// In: sizes, how many are bad. Out: the most that can be bad in all; a size. Never: a bound decided by a rounding.

/** The largest B of 0 to `size` with P[Hypergeometric(size, B, drawn) ≤ bad] > 0.05. Falls as B grows: found by halving. */
export function bound(size, drawn, bad) {
    const n = Math.min(drawn, size);
    let [above, below] = [0, size + 1];
    while (below - above > 1) {
        const middle = above + Math.floor((below - above) / 2);
        if (exceeds(size, middle, n, bad)) above = middle;
        else below = middle;
    }
    return above;
}

/** P[Hypergeometric(size, all, n) ≤ bad] > 0.05, where `all` of `size` are bad and n are drawn? */
function exceeds(size, all, n, bad) {
    // Drawing n of which some are among `all` is choosing `all` of which some are among n: the smaller is walked over.
    const [few, many] = all < n ? [all, n] : [n, all];
    const first = Math.max(0, few + many - size);
    if (bad >= few) return true;
    if (bad < first) return false;
    // Hoeffding's inequality, which holds for draws without putting back: far from the mean there is nothing to walk over.
    const away = (few * many) / size - bad;
    if (away * Math.abs(away) > 2 * few) return false;
    if (away * Math.abs(away) < -few) return true;
    const { log, error } = logProbability(size, few, many, bad, first);
    const distance = log - Math.log(0.05);
    return Math.abs(distance) > error ? distance > 0 : exceedsExactly(size, few, many, bad, first);
}

/** ln P[X ≤ bad]: the term at `bad` as a sum of logarithms, the terms below it by their ratios; and how far off it may be. */
function logProbability(size, few, many, bad, first) {
    let [log, lost, mass] = [0, 0, 0];
    const add = (term) => {
        // Neumaier's sum: what a large sum loses of a small term is kept beside it.
        const sum = log + term;
        lost += Math.abs(log) >= Math.abs(term) ? log - sum + term : term - sum + log;
        log = sum;
        mass += Math.abs(term);
    };
    const good = few - bad;
    for (let i = 0; i < good; i += 1) add(Math.log1p(-many / (size - i)));
    for (let i = 0; i < bad; i += 1) add(Math.log(((few - i) / (i + 1)) * ((many - i) / (size - good - i))));
    let [term, sum] = [1, 1];
    for (let i = bad; i > first; i -= 1) {
        term *= (i / (many - i + 1)) * ((size + i - many - few) / (few - i + 1));
        sum += term;
        if (sum > 1e200) {
            [term, sum] = [term / 1e200, sum / 1e200];
            add(Math.log(1e200));
        }
    }
    // Each logarithm and each ratio is off by a few units in its last place, 2^-53 of it.
    return { log: log + lost + Math.log(sum), error: 1e-12 + 2 ** -49 * (mass + few + bad - first) };
}

/** 20 · Σ C(few, i) · many↓i · (size − many)↓(few − i) > size↓few, in integers; x↓j is the falling factorial. */
function exceedsExactly(size, few, many, bad, first) {
    let term = chosen(few, first) * falling(many, first) * falling(size - many, few - first);
    let sum = term;
    for (let i = first; i < bad; i += 1) {
        term = (term * BigInt(few - i) * BigInt(many - i)) / (BigInt(i + 1) * BigInt(size - many - few + i + 1));
        sum += term;
    }
    return 20n * sum > falling(size, few);
}

/** x · (x − 1) · …, of `count` factors, halves by halves: large numbers are multiplied by large ones, which is fast. */
function falling(x, count) {
    if (count < 16) {
        let product = 1n;
        for (let i = 0; i < count; i += 1) product *= BigInt(x - i);
        return product;
    }
    const half = count >> 1;
    return falling(x, half) * falling(x - half, count - half);
}

function chosen(n, k) {
    const less = Math.min(k, n - k);
    return falling(n, less) / falling(less, less);
}

/**
 * How many entries words ask for: `120`, `5%`, `california` (the larger of 500 and 3 %, at most all). With `isBound`, `1%` is
 * the bound that the sample would show with none bad: the smallest that does. Parts are rounded up. NaN for other words.
 */
export function sizeOf(size, words, isBound = false) {
    if (isBound) return smallestFor(size, Number(shareOf(size, words, false)));
    if (words === 'california') return Math.min(size, Math.max(500, Number(shareOf(size, '3%', true))));
    if (words.endsWith('%')) return Number(shareOf(size, words, true));
    return /^[0-9]{1,15}$/.test(words) ? Number(words) : NaN;
}

/** So much of a hundred of `size`, exactly, rounded up or down; NaN where the words are no such part. */
function shareOf(size, words, up) {
    const [, units, decimals = ''] = /^([0-9]{1,3})(?:\.([0-9]{1,9}))?%$/.exec(words) ?? [];
    if (units === undefined) return NaN;
    const [top, all] = [BigInt(size) * BigInt(units + decimals), 100n * 10n ** BigInt(decimals.length)];
    return up ? (top + all - 1n) / all : top / all;
}

/** The smallest sample of which none is bad whose bound is at most `most`; all, where that is the only one. */
function smallestFor(size, most) {
    if (Number.isNaN(most)) return NaN;
    if (most >= size) return 1;
    let [low, high] = [1, size];
    while (low < high) {
        const middle = low + Math.floor((high - low) / 2);
        if (exceeds(size, most + 1, middle, 0)) low = middle + 1;
        else high = middle;
    }
    return low;
}

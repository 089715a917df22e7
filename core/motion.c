/* SPDX-License-Identifier: MIT */
#include "motion.h"

#define SECOND 1000000u

uint64_t moto_position(uint64_t time, moto_speed speed) {
    /* Whole turns of `den` seconds move a whole number of pixels, so only the rest is rounded. */
    uint32_t turn = speed.den * SECOND;
    uint64_t turns = time / turn;
    uint64_t rest = time - turns * turn;
    return turns * speed.num * 256 + (rest * speed.num * 256 + turn / 2) / turn;
}

uint64_t moto_time_of(uint64_t pixels, moto_speed speed) {
    if (pixels == 0)
        return 0;
    uint32_t turn = speed.den * SECOND;
    uint64_t turns = (pixels - 1) / speed.num;
    uint64_t rest = pixels - turns * speed.num;
    uint64_t divisor = 512ull * speed.num;
    return turns * turn + ((512 * rest - 1) * turn + divisor - 1) / divisor;
}

uint64_t moto_refresh_time(uint64_t number, uint32_t num, uint32_t den) {
    uint64_t turns = number / num;
    uint64_t rest = number - turns * num;
    return turns * den * SECOND + (rest * den * SECOND + num / 2) / num;
}

uint64_t moto_refresh_after(uint64_t time, uint32_t num, uint32_t den) {
    uint64_t turn = (uint64_t)den * SECOND;
    uint64_t turns = time / turn;
    uint64_t number = turns * num + (time - turns * turn) * num / turn;
    while (moto_refresh_time(number, num, den) < time)
        number++;
    return number;
}

static uint32_t common_divisor(uint32_t a, uint32_t b) {
    while (b) {
        uint32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static moto_speed reduced(uint64_t num, uint64_t den) {
    /* What does not fit is brought to the largest denominator, to the nearest. */
    if (num > UINT32_MAX || den > UINT32_MAX) {
        num = (num * MOTO_SPEED_DEN + den / 2) / den;
        den = MOTO_SPEED_DEN;
    }
    uint32_t divisor = common_divisor((uint32_t)num, (uint32_t)den);
    num /= divisor;
    den /= divisor;
    if (den > MOTO_SPEED_DEN) {
        num = (num * MOTO_SPEED_DEN + den / 2) / den;
        den = MOTO_SPEED_DEN;
    }
    return (moto_speed){(uint32_t)num, (uint32_t)den};
}

static bool within_range(uint64_t num, uint64_t den) {
    return num >= den && num <= MOTO_SPEED_MAX * den;
}

/* |a - wanted| < |b - wanted| */
static bool is_nearer(moto_speed a, moto_speed b, moto_speed wanted) {
    uint64_t wa = (uint64_t)wanted.num * a.den, aw = (uint64_t)a.num * wanted.den;
    uint64_t wb = (uint64_t)wanted.num * b.den, bw = (uint64_t)b.num * wanted.den;
    uint64_t da = wa > aw ? wa - aw : aw - wa;
    uint64_t db = wb > bw ? wb - bw : bw - wb;
    return da * b.den < db * a.den;
}

moto_speed moto_speed_crisp(moto_speed wanted, uint32_t num, uint32_t den) {
    uint64_t pixels = (uint64_t)wanted.num * den;
    uint64_t refreshes = (uint64_t)wanted.den * num;
    bool fast = pixels >= refreshes;
    /* The ratio lies between two neighbours on the ladder: k and k + 1 pixels a refresh, or one
     * pixel in k or in k + 1 refreshes. */
    uint64_t k = fast ? pixels / refreshes : refreshes / pixels;
    moto_speed best = {0, 0};
    for (uint64_t step = k; step <= k + 1; step++) {
        uint64_t n = fast ? num * step : num;
        uint64_t d = fast ? den : den * step;
        if (!within_range(n, d))
            continue;
        moto_speed candidate = reduced(n, d);
        if (best.den == 0 || is_nearer(candidate, best, wanted))
            best = candidate;
    }
    return best.den ? best : wanted;
}

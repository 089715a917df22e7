/* SPDX-License-Identifier: MIT */
#include "curve.h"

#include <math.h>

double curve_exp(double x) {
    int halvings = 0;
    for (; fabs(x) > 0.0625; halvings++)
        x *= 0.5;
    double sum = 1, term = 1;
    for (int n = 1; n <= 12; n++) {
        term = term * x / n;
        sum += term;
    }
    while (halvings-- > 0)
        sum *= sum;
    return sum;
}

/* ln m = 2 artanh((m-1)/(m+1)) on the mantissa, which frexp splits off exactly. */
static double logarithm(double x) {
    int exponent;
    double mantissa = frexp(x, &exponent);
    double z = (mantissa - 0.75) / (mantissa + 0.75), square = z * z, power = z, sum = 0;
    for (int n = 1; n <= 25; n += 2) {
        sum += power / n;
        power *= square;
    }
    const double ln_of_2 = 0.69314718055994530942, ln_of_075 = -0.28768207245178092744;
    return 2 * sum + ln_of_075 + exponent * ln_of_2;
}

double curve_power(double base, double exponent) {
    return base <= 0 ? 0 : curve_exp(exponent * logarithm(base));
}

double curve_gauss(double distance, double sigma) {
    double argument = distance / sigma;
    argument = argument * argument * 0.5;
    return argument > 40 ? 0 : curve_exp(-argument);
}

double curve_clamp(double x, double low, double high) {
    return x < low ? low : x > high ? high : x;
}

double curve_step(double low, double high, double x) {
    double t = curve_clamp((x - low) / (high - low), 0, 1);
    return t * t * (3 - 2 * t);
}

unsigned short curve_u16(double x) {
    return (unsigned short)(curve_clamp(x, 0, 65535) + 0.5);
}

double curve_srgb(double linear) {
    if (linear <= 0.0031308)
        return 12.92 * linear;
    return 1.055 * curve_power(linear, 1 / 2.4) - 0.055;
}

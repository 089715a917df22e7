/* SPDX-License-Identifier: MIT
 *
 * Powers and exponentials out of correctly rounded operations (+ - x / and square root) only, so
 * that tables made with them have the same bits on every IEEE 754 machine, whatever its libm.
 * Accurate to about 1e-14 relative, for the small arguments of light and lenses.
 */
#ifndef CURVE_H
#define CURVE_H

/* e^x, for -700 < x < 700. */
double curve_exp(double x);
/* base^exponent for base >= 0 (0 gives 0). */
double curve_power(double base, double exponent);
/* exp(-d^2 / 2 sigma^2): a Gaussian with peak 1. */
double curve_gauss(double distance, double sigma);
/* 0 under `low`, 1 over `high`, smooth between: 3t^2 - 2t^3. */
double curve_step(double low, double high, double x);
/* x held between low and high. */
double curve_clamp(double x, double low, double high);
/* Nearest integer in 0..65535. */
unsigned short curve_u16(double x);
/* The sRGB transfer function (IEC 61966-2-1), 0..1 to 0..1. */
double curve_srgb(double linear);

#endif

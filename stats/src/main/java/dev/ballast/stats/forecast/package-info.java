// SPDX-License-Identifier: Apache-2.0
/** Forecasting of one series: members, their combination and calibrated intervals. */
@NullMarked
package dev.ballast.stats.forecast;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Trend, seasons and remainder of a series by local regression. */
@NullMarked
package dev.ballast.stats.decompose;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Pure maths for reliability: forecasting, detection, change points, sketches. */
@NullMarked
package dev.ballast.stats;

import org.jspecify.annotations.NullMarked;

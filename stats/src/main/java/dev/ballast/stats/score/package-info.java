// SPDX-License-Identifier: Apache-2.0
/** How good forecasts and detections are: the M competitions' measures, NAB's scoring rules. */
@NullMarked
package dev.ballast.stats.score;

import org.jspecify.annotations.NullMarked;

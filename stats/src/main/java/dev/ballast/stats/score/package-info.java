// SPDX-License-Identifier: Apache-2.0
/** How good a forecast was: the measures of the M competitions. */
@NullMarked
package dev.ballast.stats.score;

import org.jspecify.annotations.NullMarked;

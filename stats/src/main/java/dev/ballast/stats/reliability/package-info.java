// SPDX-License-Identifier: Apache-2.0
/**
 * How often a whole of parts fails, for how long and at what loss: exact by decision diagrams, or
 * by simulated years where a number is not enough.
 */
@NullMarked
package dev.ballast.stats.reliability;

import org.jspecify.annotations.NullMarked;

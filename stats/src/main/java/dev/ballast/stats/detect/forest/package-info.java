// SPDX-License-Identifier: Apache-2.0
/** Isolation forests: strangeness as the ease of being cut off from the others. */
@NullMarked
package dev.ballast.stats.detect.forest;

import org.jspecify.annotations.NullMarked;

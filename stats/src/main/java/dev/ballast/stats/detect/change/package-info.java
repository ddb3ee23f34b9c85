// SPDX-License-Identifier: Apache-2.0
/** Change points: when a series began to behave differently. */
@NullMarked
package dev.ballast.stats.detect.change;

import org.jspecify.annotations.NullMarked;

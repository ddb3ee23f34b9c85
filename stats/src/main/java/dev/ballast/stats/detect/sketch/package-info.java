// SPDX-License-Identifier: Apache-2.0
/** Summaries of a stream in constant space that answer how rare a value is. */
@NullMarked
package dev.ballast.stats.detect.sketch;

import org.jspecify.annotations.NullMarked;

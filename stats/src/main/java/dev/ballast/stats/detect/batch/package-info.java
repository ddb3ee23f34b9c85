// SPDX-License-Identifier: Apache-2.0
/** Detectors that read a whole series at once. */
@NullMarked
package dev.ballast.stats.detect.batch;

import org.jspecify.annotations.NullMarked;

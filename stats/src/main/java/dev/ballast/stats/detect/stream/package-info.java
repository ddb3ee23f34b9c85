// SPDX-License-Identifier: Apache-2.0
/** The streaming detector: constant work and memory for each point. */
@NullMarked
package dev.ballast.stats.detect.stream;

import org.jspecify.annotations.NullMarked;

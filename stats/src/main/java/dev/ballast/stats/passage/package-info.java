// SPDX-License-Identifier: Apache-2.0
/** When a series will first reach a limit, and how likely that is by each step. */
@NullMarked
package dev.ballast.stats.passage;

import org.jspecify.annotations.NullMarked;

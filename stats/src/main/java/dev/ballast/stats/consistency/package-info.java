// SPDX-License-Identifier: Apache-2.0
/**
 * Judges what clients of a replicated store saw: whether all of it fits one order of operations
 * (linearizability), or at least whether no acknowledged write is missing without a word.
 */
@NullMarked
package dev.ballast.stats.consistency;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * State that several sites change at once and that merges to the same everywhere: a hybrid logical
 * clock, lattices of one kind each, their canonical bytes, and a journal of every write that lost.
 */
@NullMarked
package dev.ballast.ledger.merge;

import org.jspecify.annotations.NullMarked;

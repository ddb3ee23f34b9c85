// SPDX-License-Identifier: Apache-2.0
/** What a quorum decides: commands in one order, and the state that follows from them alone. */
@NullMarked
package dev.ballast.ledger.consensus;

import org.jspecify.annotations.NullMarked;

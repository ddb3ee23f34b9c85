// SPDX-License-Identifier: Apache-2.0
/** Which kind of state may answer without other regions, which must not, and why. */
@NullMarked
package dev.ballast.ledger.placement;

import org.jspecify.annotations.NullMarked;

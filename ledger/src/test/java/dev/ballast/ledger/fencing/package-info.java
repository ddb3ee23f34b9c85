// SPDX-License-Identifier: Apache-2.0
/** A small model of a lease with epochs over a log, and what it guards, through all that fails. */
@NullMarked
package dev.ballast.ledger.fencing;

import org.jspecify.annotations.NullMarked;

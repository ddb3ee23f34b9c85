// SPDX-License-Identifier: Apache-2.0
/** One ledger over several regions: each kind of state where {@code placement} puts it. */
@NullMarked
package dev.ballast.ledger.regions;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** A ledger that forgets when the process ends: for tests, and for trying things out. */
@NullMarked
package dev.ballast.ledger.memory;

import org.jspecify.annotations.NullMarked;

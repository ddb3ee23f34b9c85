// SPDX-License-Identifier: Apache-2.0
/** The memory's ports: events, documents, locks, interlocks. */
@NullMarked
package dev.ballast.ledger;

import org.jspecify.annotations.NullMarked;

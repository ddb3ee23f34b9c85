// SPDX-License-Identifier: Apache-2.0
/** The ledger of one machine, on RocksDB: durable when a call returns. */
@NullMarked
package dev.ballast.ledger.embedded;

import org.jspecify.annotations.NullMarked;

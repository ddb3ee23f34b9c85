// SPDX-License-Identifier: Apache-2.0
/** The embedded store of metrics, traces and logs: durable log, head in memory, RocksDB behind. */
@NullMarked
package dev.ballast.telemetry.store;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Compressed runs of samples: an XOR-family codec with a decimal mode. */
@NullMarked
package dev.ballast.telemetry.store.chunk;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The append-only log that makes an append durable before it is acknowledged. */
@NullMarked
package dev.ballast.telemetry.store.log;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** From what agents send to samples, spans and log records, within limits. */
@NullMarked
package dev.ballast.telemetry.ingest;

import org.jspecify.annotations.NullMarked;

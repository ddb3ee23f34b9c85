// SPDX-License-Identifier: Apache-2.0
/** OTLP bodies to samples, spans and log records, without any transport. */
@NullMarked
package dev.ballast.telemetry.otlp;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** OpenTelemetry's ingest endpoints over HTTP and gRPC. */
@NullMarked
package dev.ballast.server.otlp;

import org.jspecify.annotations.NullMarked;

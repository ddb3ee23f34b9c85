// SPDX-License-Identifier: Apache-2.0
/** Incidents of the running server: read from telemetry, explained, kept, and told. */
@NullMarked
package dev.ballast.server.incident;

import org.jspecify.annotations.NullMarked;

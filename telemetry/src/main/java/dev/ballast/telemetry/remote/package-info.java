// SPDX-License-Identifier: Apache-2.0
/** The metrics port answered by any Prometheus-compatible backend. */
@NullMarked
package dev.ballast.telemetry.remote;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Forecasts as a metric for KEDA, by its protocol for external scalers. */
@NullMarked
package dev.ballast.server.keda;

import org.jspecify.annotations.NullMarked;

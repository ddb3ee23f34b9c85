// SPDX-License-Identifier: Apache-2.0
/** Rate, errors and duration per service and per edge, counted on every span. */
@NullMarked
package dev.ballast.telemetry.spanmetrics;

import org.jspecify.annotations.NullMarked;

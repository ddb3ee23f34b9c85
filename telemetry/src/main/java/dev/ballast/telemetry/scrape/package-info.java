// SPDX-License-Identifier: Apache-2.0
/** Reading the text that Prometheus targets expose, on a schedule. */
@NullMarked
package dev.ballast.telemetry.scrape;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * OpenTelemetry as one shop process uses it: the SDK, OTLP over HTTP, and a text page to scrape.
 */
@NullMarked
package dev.ballast.shop.telemetry;

import org.jspecify.annotations.NullMarked;

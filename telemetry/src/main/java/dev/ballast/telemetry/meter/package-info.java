// SPDX-License-Identifier: Apache-2.0
/** What Ballast counts about itself, and how it writes that as Prometheus text. */
@NullMarked
package dev.ballast.telemetry.meter;

import org.jspecify.annotations.NullMarked;

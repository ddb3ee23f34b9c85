// SPDX-License-Identifier: Apache-2.0
/** The port through which the rest of Ballast asks questions of telemetry. */
@NullMarked
package dev.ballast.telemetry.query;

import org.jspecify.annotations.NullMarked;

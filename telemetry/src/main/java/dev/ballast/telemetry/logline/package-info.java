// SPDX-License-Identifier: Apache-2.0
/** Log lines as programs write them, in OpenTelemetry's data model: ECS, logstash, own, plain. */
@NullMarked
package dev.ballast.telemetry.logline;

import org.jspecify.annotations.NullMarked;

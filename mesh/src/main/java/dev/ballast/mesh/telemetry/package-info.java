// SPDX-License-Identifier: Apache-2.0
/** What the mesh says of the traffic that it carries: metrics, access log, trace context, spans. */
@NullMarked
package dev.ballast.mesh.telemetry;

import org.jspecify.annotations.NullMarked;

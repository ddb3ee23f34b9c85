// SPDX-License-Identifier: Apache-2.0
/** The HTTP API of Prometheus over the query port, as Grafana and other clients expect it. */
@NullMarked
package dev.ballast.server.prometheus;

import org.jspecify.annotations.NullMarked;

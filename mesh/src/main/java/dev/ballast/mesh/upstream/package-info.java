// SPDX-License-Identifier: Apache-2.0
/**
 * Connections to endpoints, each owned by one event loop, and what is known of an endpoint's
 * health.
 */
@NullMarked
package dev.ballast.mesh.upstream;

import org.jspecify.annotations.NullMarked;

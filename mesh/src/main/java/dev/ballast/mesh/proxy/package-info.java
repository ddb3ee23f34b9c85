// SPDX-License-Identifier: Apache-2.0
/** The way of a request: listener, route, version, endpoint, and back. */
@NullMarked
package dev.ballast.mesh.proxy;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The built-in data plane: a proxy for HTTP, gRPC and TCP that is a process of its own. */
@NullMarked
package dev.ballast.mesh;

import org.jspecify.annotations.NullMarked;

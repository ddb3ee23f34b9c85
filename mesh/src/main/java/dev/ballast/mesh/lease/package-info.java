// SPDX-License-Identifier: Apache-2.0
/** Leases: what somebody did to the path, and must keep alive, or it is undone. */
@NullMarked
package dev.ballast.mesh.lease;

import org.jspecify.annotations.NullMarked;

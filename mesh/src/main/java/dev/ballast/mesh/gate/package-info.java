// SPDX-License-Identifier: Apache-2.0
/**
 * Where faults meet traffic: what a fault may decide about a request, and where bytes may be held.
 */
@NullMarked
package dev.ballast.mesh.gate;

import org.jspecify.annotations.NullMarked;

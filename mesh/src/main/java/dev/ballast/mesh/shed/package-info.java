// SPDX-License-Identifier: Apache-2.0
/** Turns requests away before they reach a service that has too many, for as long as a lease. */
@NullMarked
package dev.ballast.mesh.shed;

import org.jspecify.annotations.NullMarked;

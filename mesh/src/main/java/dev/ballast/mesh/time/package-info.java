// SPDX-License-Identifier: Apache-2.0
/** Time as the data plane sees it: a ticker that tests can move, and deadlines without timers. */
@NullMarked
package dev.ballast.mesh.time;

import org.jspecify.annotations.NullMarked;

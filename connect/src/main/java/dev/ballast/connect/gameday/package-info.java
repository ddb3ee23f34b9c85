// SPDX-License-Identifier: Apache-2.0
/** What a game day does to the world: faults in meshes, and requests at a fixed rate. */
@NullMarked
package dev.ballast.connect.gameday;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Chance that can be repeated: numbers drawn by seed and index. */
@NullMarked
package dev.ballast.mesh.fault.chance;

import org.jspecify.annotations.NullMarked;

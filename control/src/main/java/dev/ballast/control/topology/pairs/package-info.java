// SPDX-License-Identifier: Apache-2.0
/** Who calls whom, and how it goes, as the meshes of others measure it. */
@NullMarked
package dev.ballast.control.topology.pairs;

import org.jspecify.annotations.NullMarked;

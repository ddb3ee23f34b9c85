// SPDX-License-Identifier: Apache-2.0
/** HTTP/1.1 on the wire, read strictly: what could be understood in two ways is refused. */
@NullMarked
package dev.ballast.mesh.wire;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** {@code ballast graph}: what everything hangs on, of a server's graph or of files. */
@NullMarked
package dev.ballast.cli.graph;

import org.jspecify.annotations.NullMarked;

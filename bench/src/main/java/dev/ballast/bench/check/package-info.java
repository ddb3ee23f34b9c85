// SPDX-License-Identifier: Apache-2.0
/** How fast histories of operations are checked. */
@NullMarked
package dev.ballast.bench.check;

import org.jspecify.annotations.NullMarked;

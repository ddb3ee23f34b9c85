// SPDX-License-Identifier: Apache-2.0
/** What healing does to a small world in which things break. */
@NullMarked
package dev.ballast.bench.healing;

import org.jspecify.annotations.NullMarked;

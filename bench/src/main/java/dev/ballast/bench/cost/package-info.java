// SPDX-License-Identifier: Apache-2.0
/** How right and how fast reliability is priced. */
@NullMarked
package dev.ballast.bench.cost;

import org.jspecify.annotations.NullMarked;

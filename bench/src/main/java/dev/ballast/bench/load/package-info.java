// SPDX-License-Identifier: Apache-2.0
/** How much load one core makes, and how exactly. */
@NullMarked
package dev.ballast.bench.load;

import org.jspecify.annotations.NullMarked;

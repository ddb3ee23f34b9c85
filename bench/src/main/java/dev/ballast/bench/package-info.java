// SPDX-License-Identifier: Apache-2.0
/** Benchmarks, side by side with peers. */
@NullMarked
package dev.ballast.bench;

import org.jspecify.annotations.NullMarked;

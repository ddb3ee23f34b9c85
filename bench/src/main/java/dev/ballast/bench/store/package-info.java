// SPDX-License-Identifier: Apache-2.0
/** Measures the embedded store. */
@NullMarked
package dev.ballast.bench.store;

import org.jspecify.annotations.NullMarked;

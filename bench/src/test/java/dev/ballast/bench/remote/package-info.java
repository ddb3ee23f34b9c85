// SPDX-License-Identifier: Apache-2.0
/** The two implementations of the query port, side by side. */
@NullMarked
package dev.ballast.bench.remote;

import org.jspecify.annotations.NullMarked;

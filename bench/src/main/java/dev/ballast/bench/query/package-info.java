// SPDX-License-Identifier: Apache-2.0
/** Queries over HTTP, side by side with Prometheus. */
@NullMarked
package dev.ballast.bench.query;

import org.jspecify.annotations.NullMarked;

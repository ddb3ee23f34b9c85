// SPDX-License-Identifier: Apache-2.0
/** Graphs of services as large as the largest companies', worked out whole. */
@NullMarked
package dev.ballast.bench.graph;

import org.jspecify.annotations.NullMarked;

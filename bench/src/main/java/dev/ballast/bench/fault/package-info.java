// SPDX-License-Identifier: Apache-2.0
/** Faults in the path: how exact they are, and how soon they end when their owner is killed. */
@NullMarked
package dev.ballast.bench.fault;

import org.jspecify.annotations.NullMarked;

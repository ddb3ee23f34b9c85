// SPDX-License-Identifier: Apache-2.0
/** The engines between regions, on a network of our own that delays, cuts and loses processes. */
@NullMarked
package dev.ballast.bench.regions;

import org.jspecify.annotations.NullMarked;

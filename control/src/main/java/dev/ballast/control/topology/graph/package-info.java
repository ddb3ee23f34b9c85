// SPDX-License-Identifier: Apache-2.0
/** Algorithms on directed graphs in plain arrays: nothing here knows what a service is. */
@NullMarked
package dev.ballast.control.topology.graph;

import org.jspecify.annotations.NullMarked;

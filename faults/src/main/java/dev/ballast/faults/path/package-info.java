// SPDX-License-Identifier: Apache-2.0
/**
 * What stands in the way of a target's traffic, in a process of its own that outlives the agent
 * until the leases are over and nobody is passing through any more.
 */
@NullMarked
package dev.ballast.faults.path;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * A world of one thread in which time, network, disks and clocks do what a seed says, so that every
 * failure can be had again and made small.
 */
@NullMarked
package dev.ballast.testkit.sim;

import org.jspecify.annotations.NullMarked;

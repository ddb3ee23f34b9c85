// SPDX-License-Identifier: Apache-2.0
/** What simulated bad rollouts cost against what their plan allowed, to measure the planner by. */
@NullMarked
package dev.ballast.control.rollout.spending;

import org.jspecify.annotations.NullMarked;

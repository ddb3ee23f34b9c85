// SPDX-License-Identifier: Apache-2.0
/** Rollouts as they run: one driver for each canary, their store, and the keeper of them all. */
@NullMarked
package dev.ballast.server.rollout;

import org.jspecify.annotations.NullMarked;

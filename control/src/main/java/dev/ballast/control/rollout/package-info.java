// SPDX-License-Identifier: Apache-2.0
/** Gradual rollouts: stages of traffic, from the first requests to promotion or rollback. */
@NullMarked
package dev.ballast.control.rollout;

import org.jspecify.annotations.NullMarked;

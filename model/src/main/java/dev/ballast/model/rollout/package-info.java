// SPDX-License-Identifier: Apache-2.0
/** Rollouts as Flagger declares them: canaries, templates of metrics and whom to alert. */
@NullMarked
package dev.ballast.model.rollout;

import org.jspecify.annotations.NullMarked;

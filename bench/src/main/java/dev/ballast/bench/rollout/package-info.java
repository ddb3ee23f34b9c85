// SPDX-License-Identifier: Apache-2.0
/** What running many rollouts at once costs. */
@NullMarked
package dev.ballast.bench.rollout;

import org.jspecify.annotations.NullMarked;

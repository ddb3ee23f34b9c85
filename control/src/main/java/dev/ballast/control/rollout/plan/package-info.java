// SPDX-License-Identifier: Apache-2.0
/** What a rollout may cost before it begins: stages, how long each is watched, and the budget. */
@NullMarked
package dev.ballast.control.rollout.plan;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Rollouts on paper: a canary's file run on the production machine against a simulated cluster. */
@NullMarked
package dev.ballast.control.rollout.rehearsal;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Simulated rollouts, to measure judges by: traffic, faults, and what each judge makes of them. */
@NullMarked
package dev.ballast.control.rollout.simulation;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Commands about rollouts and their judge. */
@NullMarked
package dev.ballast.cli.rollout;

import org.jspecify.annotations.NullMarked;

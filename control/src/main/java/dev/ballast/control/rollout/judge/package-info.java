// SPDX-License-Identifier: Apache-2.0
/** The judge of a rollout: is the new version worse, and how is that known? */
@NullMarked
package dev.ballast.control.rollout.judge;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** What the numbers mean: which service is well, which is not, and why, in words. */
@NullMarked
package dev.ballast.control.health;

import org.jspecify.annotations.NullMarked;

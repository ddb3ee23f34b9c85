// SPDX-License-Identifier: Apache-2.0
/** Pattern 4: what is wrong, why, who is hurt and what to do, as one thing per cause. */
@NullMarked
package dev.ballast.control.incident;

import org.jspecify.annotations.NullMarked;

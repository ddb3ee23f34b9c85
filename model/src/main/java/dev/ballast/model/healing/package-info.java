// SPDX-License-Identifier: Apache-2.0
/** How what is sick is healed, and within which bounds. */
@NullMarked
package dev.ballast.model.healing;

import org.jspecify.annotations.NullMarked;

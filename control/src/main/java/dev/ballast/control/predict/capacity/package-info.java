// SPDX-License-Identifier: Apache-2.0
/** When what runs out will have run out, how likely that is, and what to do about it. */
@NullMarked
package dev.ballast.control.predict.capacity;

import org.jspecify.annotations.NullMarked;

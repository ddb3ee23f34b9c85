// SPDX-License-Identifier: Apache-2.0
/** Chaos and game days: does it really fail over? */
@NullMarked
package dev.ballast.control.chaos;

import org.jspecify.annotations.NullMarked;

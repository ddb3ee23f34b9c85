// SPDX-License-Identifier: Apache-2.0
/** Runs the whole shop: starts it, warms it up, disturbs it as the scenario says, ends it. */
@NullMarked
package dev.ballast.shop.supervise;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Starting child processes so that none outlives the shop, and counting what is left. */
@NullMarked
package dev.ballast.shop.process;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The shop's users: they come when they like, whether the shop keeps up or not. */
@NullMarked
package dev.ballast.shop.load;

import org.jspecify.annotations.NullMarked;

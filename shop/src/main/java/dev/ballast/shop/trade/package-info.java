// SPDX-License-Identifier: Apache-2.0
/** What the shop sells and how: one class per service. */
@NullMarked
package dev.ballast.shop.trade;

import org.jspecify.annotations.NullMarked;

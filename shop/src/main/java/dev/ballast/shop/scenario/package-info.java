// SPDX-License-Identifier: Apache-2.0
/** What goes wrong in the shop, when and how badly, and the record of it that only we keep. */
@NullMarked
package dev.ballast.shop.scenario;

import org.jspecify.annotations.NullMarked;

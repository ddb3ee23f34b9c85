// SPDX-License-Identifier: Apache-2.0
/** Who calls whom in the shop, in which region, on which port. */
@NullMarked
package dev.ballast.shop.topology;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Files that a service writes as it works, on a volume that can fill up. */
@NullMarked
package dev.ballast.shop.journal;

import org.jspecify.annotations.NullMarked;

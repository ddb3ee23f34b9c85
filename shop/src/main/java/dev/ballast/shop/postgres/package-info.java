// SPDX-License-Identifier: Apache-2.0
/** A real PostgreSQL per region: the first takes writes, the others follow it. */
@NullMarked
package dev.ballast.shop.postgres;

import org.jspecify.annotations.NullMarked;

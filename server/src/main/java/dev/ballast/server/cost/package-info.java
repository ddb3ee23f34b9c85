// SPDX-License-Identifier: Apache-2.0
/** What reliability costs and is worth, as documents. */
@NullMarked
package dev.ballast.server.cost;

import org.jspecify.annotations.NullMarked;

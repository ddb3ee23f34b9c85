// SPDX-License-Identifier: Apache-2.0
/** What reliability costs, what its absence costs, and what could be bought. */
@NullMarked
package dev.ballast.model.cost;

import org.jspecify.annotations.NullMarked;

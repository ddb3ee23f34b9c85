// SPDX-License-Identifier: Apache-2.0
/** Tests on ranks: comparing two samples without assuming a distribution. */
@NullMarked
package dev.ballast.stats.rank;

import org.jspecify.annotations.NullMarked;

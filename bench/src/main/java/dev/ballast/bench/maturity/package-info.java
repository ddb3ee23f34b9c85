// SPDX-License-Identifier: Apache-2.0
/** How long it takes to judge the maturity of a large organisation. */
@NullMarked
package dev.ballast.bench.maturity;

import org.jspecify.annotations.NullMarked;

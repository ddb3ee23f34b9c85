// SPDX-License-Identifier: Apache-2.0

/** One TCP connection between each two sites, that is there again as soon as the link is. */
@NullMarked
package dev.ballast.ledger.line;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** State that every site changes at once, and that becomes the same everywhere. */
@NullMarked
package dev.ballast.ledger.sites;

import org.jspecify.annotations.NullMarked;

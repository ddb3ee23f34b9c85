// SPDX-License-Identifier: Apache-2.0
/** A small two-region web shop. */
@NullMarked
package dev.ballast.shop;

import org.jspecify.annotations.NullMarked;

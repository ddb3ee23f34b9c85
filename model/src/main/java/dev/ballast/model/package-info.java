// SPDX-License-Identifier: Apache-2.0
/** The nouns of Ballast as immutable records, and nothing else. */
@NullMarked
package dev.ballast.model;

import org.jspecify.annotations.NullMarked;

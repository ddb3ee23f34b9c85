// SPDX-License-Identifier: Apache-2.0
/** What nouns are measured in. Knows no noun. */
@NullMarked
package dev.ballast.model.quantity;

import org.jspecify.annotations.NullMarked;

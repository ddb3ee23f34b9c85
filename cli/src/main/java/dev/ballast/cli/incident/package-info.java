// SPDX-License-Identifier: Apache-2.0
/** {@code ballast incident}: what is wrong, why, and what became of it. */
@NullMarked
package dev.ballast.cli.incident;

import org.jspecify.annotations.NullMarked;

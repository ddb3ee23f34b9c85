// SPDX-License-Identifier: Apache-2.0
/** {@code ballast check}: histories of operations, read, judged and explained. */
@NullMarked
package dev.ballast.cli.check;

import org.jspecify.annotations.NullMarked;

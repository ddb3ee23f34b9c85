// SPDX-License-Identifier: Apache-2.0
/** {@code ballast incident} and {@code ballast why}: what is wrong and why, in plain words. */
@NullMarked
package dev.ballast.cli.incident;

import org.jspecify.annotations.NullMarked;

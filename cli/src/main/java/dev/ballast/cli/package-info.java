// SPDX-License-Identifier: Apache-2.0
/** The ballast command. */
@NullMarked
package dev.ballast.cli;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The commands that look after several regions. */
@NullMarked
package dev.ballast.cli.regions;

import org.jspecify.annotations.NullMarked;

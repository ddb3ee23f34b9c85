// SPDX-License-Identifier: Apache-2.0
/** {@code ballast load}: an open load on one address, watched while it runs. */
@NullMarked
package dev.ballast.cli.load;

import org.jspecify.annotations.NullMarked;

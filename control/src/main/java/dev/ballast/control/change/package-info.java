// SPDX-License-Identifier: Apache-2.0
/** What somebody or something changed on purpose: the first suspect of any incident. */
@NullMarked
package dev.ballast.control.change;

import org.jspecify.annotations.NullMarked;

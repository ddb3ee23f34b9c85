// SPDX-License-Identifier: Apache-2.0
/** How what is left of an error budget turns into how a release may go. */
@NullMarked
package dev.ballast.model.gate;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** How people take turns, and who takes over for them. */
@NullMarked
package dev.ballast.model.oncall;

import org.jspecify.annotations.NullMarked;

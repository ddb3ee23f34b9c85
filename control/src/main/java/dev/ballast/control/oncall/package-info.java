// SPDX-License-Identifier: Apache-2.0
/** Who is called about an incident, when, and who says that nobody is to be. */
@NullMarked
package dev.ballast.control.oncall;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Who is hurt by something that is wrong, how much, and who is next. */
@NullMarked
package dev.ballast.control.incident.impact;

import org.jspecify.annotations.NullMarked;

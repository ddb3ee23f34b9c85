// SPDX-License-Identifier: Apache-2.0
/** How good the diagnosis was, by incidents whose cause is known. */
@NullMarked
package dev.ballast.control.incident.scorecard;

import org.jspecify.annotations.NullMarked;

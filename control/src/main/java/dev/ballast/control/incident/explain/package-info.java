// SPDX-License-Identifier: Apache-2.0
/** From what was seen around an incident to its causes, in sentences that cite their evidence. */
@NullMarked
package dev.ballast.control.incident.explain;

import org.jspecify.annotations.NullMarked;

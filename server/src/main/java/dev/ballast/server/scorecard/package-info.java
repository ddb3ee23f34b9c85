// SPDX-License-Identifier: Apache-2.0
/** How good the diagnosis is: what was measured elsewhere and kept, and one's own incidents. */
@NullMarked
package dev.ballast.server.scorecard;

import org.jspecify.annotations.NullMarked;

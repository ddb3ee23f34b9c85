// SPDX-License-Identifier: Apache-2.0
/** How the process writes its own log: one event per line. */
@NullMarked
package dev.ballast.server.logging;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The repeating work of the server, supervised so that none of it dies silently. */
@NullMarked
package dev.ballast.server.loops;

import org.jspecify.annotations.NullMarked;

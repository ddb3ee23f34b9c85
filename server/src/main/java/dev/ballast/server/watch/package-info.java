// SPDX-License-Identifier: Apache-2.0
/** The watch over everything that the store holds: reads it, lets it be judged, tells. */
@NullMarked
package dev.ballast.server.watch;

import org.jspecify.annotations.NullMarked;

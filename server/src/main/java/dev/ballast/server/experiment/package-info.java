// SPDX-License-Identifier: Apache-2.0
/** Experiments that a server runs by their schedule, and what is remembered of all. */
@NullMarked
package dev.ballast.server.experiment;

import org.jspecify.annotations.NullMarked;

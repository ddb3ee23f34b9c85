// SPDX-License-Identifier: Apache-2.0
/** The metrics port answered by the embedded engine and store. */
@NullMarked
package dev.ballast.server.metrics;

import org.jspecify.annotations.NullMarked;

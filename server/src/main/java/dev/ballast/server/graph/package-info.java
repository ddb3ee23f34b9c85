// SPDX-License-Identifier: Apache-2.0
/**
 * The graph of services as it is asked for: read, worked out, and written down in several forms.
 */
@NullMarked
package dev.ballast.server.graph;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The Model Context Protocol: what the API answers, as tools that only read. */
@NullMarked
package dev.ballast.server.mcp;

import org.jspecify.annotations.NullMarked;

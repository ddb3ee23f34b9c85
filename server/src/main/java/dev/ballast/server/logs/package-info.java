// SPDX-License-Identifier: Apache-2.0
/** Logs over HTTP: lines taken in, searched, and told apart by template. */
@NullMarked
package dev.ballast.server.logs;

import org.jspecify.annotations.NullMarked;

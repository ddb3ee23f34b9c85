// SPDX-License-Identifier: Apache-2.0
/** Asking a Ballast server over HTTP, and reading what it answers. */
@NullMarked
package dev.ballast.cli.client;

import org.jspecify.annotations.NullMarked;

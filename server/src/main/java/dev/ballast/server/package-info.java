// SPDX-License-Identifier: Apache-2.0
/** The object graph in plain constructors. */
@NullMarked
package dev.ballast.server;

import org.jspecify.annotations.NullMarked;

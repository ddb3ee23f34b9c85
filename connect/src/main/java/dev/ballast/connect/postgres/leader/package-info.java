// SPDX-License-Identifier: Apache-2.0
/** One database that takes writes, others that follow it, and how another one takes its place. */
@NullMarked
package dev.ballast.connect.postgres.leader;

import org.jspecify.annotations.NullMarked;

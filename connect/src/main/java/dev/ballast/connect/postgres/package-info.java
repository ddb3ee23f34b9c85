// SPDX-License-Identifier: Apache-2.0
/** PostgreSQL as Ballast reaches it. */
@NullMarked
package dev.ballast.connect.postgres;

import org.jspecify.annotations.NullMarked;

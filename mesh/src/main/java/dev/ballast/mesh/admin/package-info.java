// SPDX-License-Identifier: Apache-2.0
/** The admin API: a small HTTP server on loopback, with a list of routes. */
@NullMarked
package dev.ballast.mesh.admin;

import org.jspecify.annotations.NullMarked;

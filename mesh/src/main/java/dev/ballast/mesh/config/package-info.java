// SPDX-License-Identifier: Apache-2.0
/**
 * The configuration in force: its revisions, what is leased on top of it, the file it came from.
 */
@NullMarked
package dev.ballast.mesh.config;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The watched folder of resources and the last good state of it. */
@NullMarked
package dev.ballast.server.config;

import org.jspecify.annotations.NullMarked;

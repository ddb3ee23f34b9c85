// SPDX-License-Identifier: Apache-2.0
/**
 * The controller: takes a lost region out, drains and restores one, step by step, under one epoch.
 */
@NullMarked
package dev.ballast.control.regions.failover;

import org.jspecify.annotations.NullMarked;

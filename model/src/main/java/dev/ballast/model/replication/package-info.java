// SPDX-License-Identifier: Apache-2.0
/** Databases that hold the same data in several regions, and what happens when they disagree. */
@NullMarked
package dev.ballast.model.replication;

import org.jspecify.annotations.NullMarked;

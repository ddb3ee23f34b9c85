// SPDX-License-Identifier: Apache-2.0
/** Faults of single requests: one per file, each saying what becomes of a request that it hits. */
@NullMarked
package dev.ballast.mesh.fault.request;

import org.jspecify.annotations.NullMarked;

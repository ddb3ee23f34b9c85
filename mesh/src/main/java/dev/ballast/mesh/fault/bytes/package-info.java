// SPDX-License-Identifier: Apache-2.0
/**
 * Faults in the bytes of connections: one per file, each a record of its parameters and the stage
 * that acts on one direction of one connection.
 */
@NullMarked
package dev.ballast.mesh.fault.bytes;

import org.jspecify.annotations.NullMarked;

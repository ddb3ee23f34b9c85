// SPDX-License-Identifier: Apache-2.0
/** Decisions about traffic as small state machines: no I/O, no clock, no thread. */
@NullMarked
package dev.ballast.mesh.policy;

import org.jspecify.annotations.NullMarked;

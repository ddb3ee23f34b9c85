// SPDX-License-Identifier: Apache-2.0
/** The faults that are on, who keeps them on, and the gates through which they act. */
@NullMarked
package dev.ballast.mesh.fault.table;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Control groups: less processor, less memory, frozen. */
@NullMarked
package dev.ballast.faults.cgroup;

import org.jspecify.annotations.NullMarked;

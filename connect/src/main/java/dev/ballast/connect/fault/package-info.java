// SPDX-License-Identifier: Apache-2.0
/** The agents that do faults to hosts. */
@NullMarked
package dev.ballast.connect.fault;

import org.jspecify.annotations.NullMarked;

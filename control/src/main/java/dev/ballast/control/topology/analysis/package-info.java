// SPDX-License-Identifier: Apache-2.0
/** What everything hangs on: the services' graph, and what follows from it. */
@NullMarked
package dev.ballast.control.topology.analysis;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** One host's faults: what is on, what ends it, and the API. */
@NullMarked
package dev.ballast.faults.agent;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The ports through which decisions become weights and replicas, and what they mean. */
@NullMarked
package dev.ballast.control.actuator;

import org.jspecify.annotations.NullMarked;

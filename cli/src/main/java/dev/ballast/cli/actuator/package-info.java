// SPDX-License-Identifier: Apache-2.0
/** {@code ballast route} and {@code ballast scale}: weights and replicas where they are held. */
@NullMarked
package dev.ballast.cli.actuator;

import org.jspecify.annotations.NullMarked;

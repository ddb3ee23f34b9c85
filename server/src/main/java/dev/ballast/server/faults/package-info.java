// SPDX-License-Identifier: Apache-2.0
/** Faults on purpose: who may order them, what watches them, what ends them. */
@NullMarked
package dev.ballast.server.faults;

import org.jspecify.annotations.NullMarked;

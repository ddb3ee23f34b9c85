// SPDX-License-Identifier: Apache-2.0
/** Faults on purpose: ordered, watched, healed. */
@NullMarked
package dev.ballast.cli.fault;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The consensus log on Apache Ratis, a voter in each region. */
@NullMarked
package dev.ballast.ledger.ratis;

import org.jspecify.annotations.NullMarked;

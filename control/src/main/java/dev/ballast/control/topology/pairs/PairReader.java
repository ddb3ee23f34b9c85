// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.pairs;

/** Knows the names and labels of one mesh, and what they do not say. */
interface PairReader {

  PairFacts read(Question question);
}

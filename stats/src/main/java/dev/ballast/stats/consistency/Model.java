// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

import java.util.List;

/** What a store promises for one key, as a machine that does one operation after the other. */
public interface Model {

  String name();

  /** What is wrong with an operation for this model; empty when nothing is. */
  String problem(Operation operation);

  /** The machine for the operations of one key, all without a problem. */
  Steps steps(List<Operation> operations);

  /** Operations by their place in the list that they were made from; states as numbers. */
  interface Steps {

    /** No state: the operation cannot be answered so here. */
    long REJECTED = Long.MIN_VALUE;

    long initial();

    /** The state after an operation; a state that stays the same for one that only looks. */
    long step(long state, int operation);

    /** Never changes the state, whatever that is. */
    boolean reads(int operation);

    /** The state in words. */
    String describe(long state);
  }
}

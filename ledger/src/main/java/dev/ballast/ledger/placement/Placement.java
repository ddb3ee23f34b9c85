// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.placement;

import dev.ballast.ledger.merge.Lattice;

/** Where a kind of state is decided. */
public sealed interface Placement {

  /** In one order by a quorum of a group; without it nothing is decided. */
  record Consistent(Group group) implements Placement {}

  /** Wherever it happens, at once; sites agree later by the merge of this lattice. */
  record Available(Class<? extends Lattice> lattice) implements Placement {}

  /** Whose quorum. */
  enum Group {
    /** The nodes of one region. */
    REGION,
    /** The region that owns the service. */
    HOME,
    /** A voter in each region, or in two and a witness. */
    GLOBAL
  }
}

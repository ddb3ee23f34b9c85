// SPDX-License-Identifier: Apache-2.0
package dev.ballast.jpa;

import jakarta.persistence.PrePersist;
import jakarta.persistence.PreRemove;
import jakarta.persistence.PreUpdate;

/** Stamps what is written. Named by {@link RegionalEntity}; nobody else needs it. */
public final class StampListener {

  /** Made by the persistence provider. */
  public StampListener() {}

  @PrePersist
  @PreUpdate
  void written(RegionalEntity<?> entity) {
    entity.written(Region.clock());
  }

  @PreRemove
  void removed(RegionalEntity<?> entity) {
    if (Region.deletion() == Deletion.TOMBSTONE) {
      throw new IllegalStateException(
          entity.getClass().getSimpleName()
              + ": remove (expected: a deletion that leaves a tombstone, or another region brings"
              + " the row back). Fix: call delete(), or, where ballast regions postgres install has"
              + " put a log beside the table, Region.is(..., Deletion.LOGGED)");
    }
  }
}
